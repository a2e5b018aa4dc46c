"""/api/issues: everything that needs a person."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from headless.board import Document
from headless.dependencies import Operator, TheCore, TheSpeech, Viewer
from headless.routes import answers, conditional
from headless.schemas.issues import ActedOut, ActIn, IssueHistoryOut, IssueOut, IssuesOut
from temu_desktop.attention.catalogue import Action, Severity
from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.core import Core
from temu_desktop.ids import JobId

router = APIRouter(prefix="/api/issues", tags=["issues"])

_JSON: dict[str, Any] = {"response_model": None}
_MOST_ID = 2**31 - 1
_Rules = Annotated[list[IssueRule], Query(max_length=50)]


@router.get("", responses={**answers(), 200: {"model": IssuesOut}, 304: {}}, **_JSON)
async def issues(
    request: Request,
    _: Viewer,
    core: TheCore,
    words: TheSpeech,
    severity: Annotated[list[Severity], Query(max_length=3)] = [],  # noqa: B006 - never changed
    rule: _Rules = [],  # noqa: B006 - never changed
) -> Response:
    """What is open now, the oldest first."""
    found = await core.issues.open(rule, severity)
    items = [IssueOut.of(item, words) for item in found]
    counted = Counter(item.severity for item in items)
    counts = {level.value: counted[level.value] for level in Severity}
    content = IssuesOut(items=items, counts=counts).model_dump_json().encode()
    tag = hashlib.sha256(content).hexdigest()[:24]
    return conditional(request, Document(content, f'"{tag}"'))


@router.get("/history", responses=answers())
async def history(
    _: Viewer,
    core: TheCore,
    words: TheSpeech,
    rule: _Rules = [],  # noqa: B006 - never changed
    before: Annotated[int | None, Query(ge=0, le=_MOST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> IssueHistoryOut:
    """A page of what is over, the newest first."""
    found = await core.issues.history(rule, before=before, limit=limit)
    following = found[-1].id if len(found) == limit else None
    return IssueHistoryOut(items=[IssueOut.of(item, words) for item in found], next=following)


@router.post("/{issue}/act", responses=answers(404, 409, 423))
async def act(
    issue: int, body: ActIn, caller: Operator, core: TheCore, words: TheSpeech
) -> ActedOut:
    """Do what helps, and write down who did it."""
    action = Action(body.action)
    stored = await core.issues.act(min(max(issue, 0), _MOST_ID), action, caller.name)
    run = await _do(core, stored, action, caller.name)
    return ActedOut(issue=IssueOut.of(stored, words), run=run)


async def _do(core: Core, stored: StoredIssue, action: Action, who: str) -> str | None:
    """What this front end can do by itself; the rest is for the person to do."""
    subject = stored.issue.subject_key
    if action is Action.RUN_JOB:
        return await core.jobs.run_now(JobId(subject), who)
    if action is Action.APPROVE:
        waiting = await core.operator.waiting()
        run = next((item.run for item in waiting if item.run == subject), None)
        run = run or (waiting[-1].run if waiting else subject)
        await core.operator.approve(run, who)
    return None

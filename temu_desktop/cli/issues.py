"""``temu-desktop issues``: what needs a person, what did, and what somebody did about it."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from temu_desktop.attention.catalogue import CATALOGUE, Action, Severity, severity_of
from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.attention.service import PAGE, offered_actions
from temu_desktop.cli.app import AsJson, Who, app
from temu_desktop.cli.jobs import jobs_app, with_core
from temu_desktop.cli.output import screen, write_json
from temu_desktop.cli.session import language_here
from temu_desktop.core import Core
from temu_desktop.operator.service import RejectedRecord
from temu_desktop.texts import Texts

issues_app = typer.Typer(
    help="What needs a person: since when, what it means, what to do.",
    invoke_without_command=True,
)
app.add_typer(issues_app, name="issues")

Rules = Annotated[list[IssueRule] | None, typer.Option("--rule", help="Only of this rule.")]
Grave = Annotated[list[Severity] | None, typer.Option("--severity", help="Only so grave.")]
History = Annotated[bool, typer.Option("--history", help="What is over, the newest first.")]
Before = Annotated[int | None, typer.Option(help="With --history: the page before this number.")]
_MARKS = {
    Severity.CRITICAL: "[bold red]!![/]",
    Severity.WARNING: "[yellow]! [/]",
    Severity.INFO: "[dim]· [/]",
}


@issues_app.callback()
def show(
    context: typer.Context,
    rule: Rules = None,
    severity: Grave = None,
    history: History = False,
    before: Before = None,
    as_json: AsJson = False,
) -> None:
    """What needs a person: since when, what it means, what to do."""
    if context.invoked_subcommand is None:
        list_issues(rule, severity, history, before, as_json)


@jobs_app.command("issues")
def list_issues(
    rule: Rules = None,
    severity: Grave = None,
    history: History = False,
    before: Before = None,
    as_json: AsJson = False,
) -> None:
    """What needs a person: since when, what it means, what to do."""

    async def work(core: Core) -> tuple[list[StoredIssue], list[RejectedRecord]]:
        if history:
            return await core.issues.history(rule or (), before=before), []
        found = await core.issues.open(rule or (), severity or ())
        return found, [] if rule or severity else await core.operator.rejected()

    found, rejected = with_core(work, as_json)
    texts = Texts.load(language_here())
    if as_json:
        write_json(
            {
                "issues": [issue_document(item, texts) for item in found],
                "rejected": [_record(item) for item in rejected],
            }
        )
        return
    _show(found, rejected, texts)
    if history and len(found) == PAGE:
        screen().print(f"… issues --history --before {found[-1].id}")


@issues_app.command()
def act(
    issue: Annotated[int, typer.Argument(help="Its number (see `issues`).")],
    action: Annotated[Action, typer.Argument(help="What was done about it.")],
    by: Who = None,
    as_json: AsJson = False,
) -> None:
    """Write down that something was done about an issue, and by whom."""

    async def work(core: Core) -> StoredIssue:
        return await core.issues.act(issue, action, by or getpass.getuser())

    found = with_core(work, as_json)
    texts = Texts.load(language_here())
    if as_json:
        write_json(issue_document(found, texts))
    else:
        _show([found], [], texts)


def issue_document(item: StoredIssue, texts: Texts) -> dict[str, Any]:
    """An issue for programs, with its words in one language."""
    issue = item.issue
    words = texts.issue(issue.rule.value, issue.subject_key, issue.params)
    return {
        "id": item.id,
        "rule": issue.rule.value,
        "severity": severity_of(issue).value,
        "subject_type": issue.subject_type,
        "subject": issue.subject_key,
        "since": item.since.isoformat(),
        "closed": item.closed_at.isoformat() if item.closed_at else None,
        "title": words.title,
        "means": words.means,
        "remedy": words.remedy,
        "actions": [action.value for action in offered_actions(issue.rule)],
        "action": item.action,
        "acted_by": item.acted_by,
        "acted_at": item.acted_at.isoformat() if item.acted_at else None,
        "details": dict(issue.params),
    }


def _record(item: RejectedRecord) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "key": item.key,
        "reason": item.reason,
        "since": item.first_seen_at.isoformat(),
        "details": dict(item.params),
    }


def _show(found: Sequence[StoredIssue], rejected: Sequence[RejectedRecord], texts: Texts) -> None:
    console = screen()
    for item in found:
        _show_issue(console, item, texts)
    for record in rejected:
        line = f"{record.first_seen_at:%Y-%m-%d %H:%M} {texts.reason(record.reason)}: {record.key}"
        console.print(f"   {escape(line)}{escape(_details(record.params))}", highlight=False)


def _show_issue(console: Console, item: StoredIssue, texts: Texts) -> None:
    issue = item.issue
    words = texts.issue(issue.rule.value, issue.subject_key, issue.params)
    until = f" – {item.closed_at:%Y-%m-%d %H:%M}" if item.closed_at else ""
    head = f"#{item.id} {item.since:%Y-%m-%d %H:%M}{until} {words.title}: {issue.subject_key}"
    console.print(f"{_MARKS[severity_of(issue)]} {escape(head)}", highlight=False)
    told = CATALOGUE[issue.rule].told
    details = _details({n: value for n, value in issue.params.items() if n not in told})
    acted = _act(item)
    for line in (words.means + details, f"→ {words.remedy}", acted):
        if line:
            console.print(f"     {line}", markup=False, highlight=False)


def _details(params: Any) -> str:
    shown = ", ".join(f"{name}: {value}" for name, value in params.items())
    return f" ({shown})" if shown else ""


def _act(item: StoredIssue) -> str:
    if item.acted_at is None:
        return ""
    return f"✓ {item.action} · {item.acted_by} · {item.acted_at:%Y-%m-%d %H:%M}"

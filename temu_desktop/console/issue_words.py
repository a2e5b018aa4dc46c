"""An issue in the words of the console: jobs by their names, errors by what happened."""

from __future__ import annotations

from typing import Any

from temu_desktop.attention.model import Issue
from temu_desktop.console.words.jobs import job_name
from temu_desktop.texts import IssueWords, Texts


def issue_words(texts: Texts, issue: Issue) -> IssueWords:
    """Title, meaning and remedy; codes and technical texts are for mails and the log."""
    params: dict[str, Any] = dict(issue.params)
    if code := params.get("error_code"):
        params |= {"error_code": texts.of(str(code)).happened, "error_text": ""}
    subject = job_name(issue.subject_key) if issue.subject_type == "job" else issue.subject_key
    return texts.issue(issue.rule.value, subject, params)

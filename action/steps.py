"""The steps of the GitHub Action: check, build, plan, comment; a word says which.

What they are told stands in environment variables alone, so that no text of a pull
request is ever a piece of a command.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

# By this the comment of an earlier run is found again.
MARK = "<!-- decks -->"
# GitHub takes 65,536 characters.
LONGEST = 60_000
PLAN = "decks-plan.txt"


def main() -> int:
    """Go through the step that is asked for, and return its exit code."""
    (step,) = sys.argv[1:]
    return STEPS[step]()


def check() -> int:
    """Find mistakes; they are shown beside the lines of the pull request."""
    strict = ["--strict"] if os.environ.get("DECKS_STRICT") == "true" else []
    return decks("check", "--format", "github", *strict).returncode


def build() -> int:
    """Build the packages into a folder of the runner, and tell which."""
    out = Path(os.environ["RUNNER_TEMP"]) / "decks"
    out.mkdir(exist_ok=True)
    code = decks("build", "--locked", "--out", str(out)).returncode
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"packages={out}\n")
    return code


def plan() -> int:
    """Ask the engine what learners of the last release will see; none, no plan."""
    old = last_release()
    if not old:
        summarise("There is no release to compare with yet.")
        return 0
    done = decks("plan", old, capture=True)
    told = done.stdout + done.stderr
    sys.stdout.write(told)
    Path(os.environ["RUNNER_TEMP"], PLAN).write_text(told, encoding="utf-8")
    summarise(f"## What learners of {old} will see\n\n```text\n{told}\n```")
    return done.returncode


def comment() -> int:
    """Write what changed into the pull request, in place of what an earlier run wrote."""
    event = json.loads(
        Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8")
    )
    number = event["pull_request"]["number"]
    body = comment_body(last_release())
    issue = f"{os.environ['GITHUB_REPOSITORY']}/issues/{number}/comments"
    earlier = [
        one
        for one in api("GET", f"{issue}?per_page=100")
        if str(one["body"]).startswith(MARK)
    ]
    try:
        if earlier:
            path = (
                f"{os.environ['GITHUB_REPOSITORY']}/issues/comments/{earlier[0]['id']}"
            )
            api("PATCH", path, {"body": body})
        else:
            api("POST", issue, {"body": body})
    except urllib.error.HTTPError as error:
        # A pull request from a fork has a token that may not write.
        sys.stdout.write(f"::warning title=decks::no comment: {error}\n")
        summarise(body)
    return 0


def comment_body(old: str) -> str:
    """Return the comment: what changed since a release, and what learners will see."""
    if not old:
        return f"{MARK}\n### Deck\n\nThere is no release to compare with yet."
    changes = decks("diff", old, "--markdown", capture=True).stdout.strip()
    planned = Path(os.environ["RUNNER_TEMP"], PLAN)
    seen = planned.read_text(encoding="utf-8").strip() if planned.exists() else ""
    if len(changes) > LONGEST:
        changes = f"{changes[:LONGEST].rpartition(chr(10))[0]}\n\n… and more"
    told = [
        MARK,
        f"### Deck: changes since {old}",
        changes or "None.",
        f"<details><summary>What learners will see</summary>\n\n```text\n{seen}\n```\n\n</details>",
    ]
    return "\n\n".join(told if seen else told[:3])


def last_release() -> str:
    """Return what to compare with: what was asked for, or the last tag of a release."""
    against = os.environ.get("DECKS_AGAINST", "")
    if against:
        return against
    done = subprocess.run(
        ["git", "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"],
        cwd=os.environ["DECKS_PROJECT"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


def decks(*words: str, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the command in the project."""
    return subprocess.run(
        [sys.executable, "-m", "builder", *words],
        cwd=os.environ["DECKS_PROJECT"],
        capture_output=capture,
        text=True,
        encoding="utf-8",
        check=False,
    )


def api(method: str, path: str, value: Mapping[str, str] | None = None) -> Any:
    """Ask GitHub, and return what it answers."""
    request = urllib.request.Request(  # noqa: S310 -- the address is the runner's own
        f"{os.environ['GITHUB_API_URL']}/repos/{path}",
        data=json.dumps(value).encode() if value is not None else None,
        method=method,
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['DECKS_TOKEN']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 -- the same
        return json.loads(answer.read() or b"null")


def summarise(text: str) -> None:
    """Add a text to the summary of the run."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with Path(path).open("a", encoding="utf-8") as summary:
            summary.write(f"{text}\n")


STEPS: Mapping[str, Callable[[], int]] = {
    "check": check,
    "build": build,
    "plan": plan,
    "comment": comment,
}

if __name__ == "__main__":
    sys.exit(main())

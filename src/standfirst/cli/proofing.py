"""The commands about issues: proof makes them up and freezes them, issues shows those that are frozen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from standfirst import config, newsroom, records, store, zones
from standfirst.cli import printing, shell
from standfirst.model import Audited, Edition, Issue, Listing, Refusal
from standfirst.newsroom import amending
from standfirst.newsroom.comparing import Change
from standfirst.readership import letter_of
from standfirst.render.text import text
from standfirst.store import Store


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    proof = shell.command(
        commands,
        run_proof,
        "proof --audit   # look first, then: standfirst proof",
        "Make up the issue of each edition that comes out today and freeze it.",
    )
    instead = proof.add_mutually_exclusive_group()
    instead.add_argument("--diff", action="store_true", help="say what changed since; freeze nothing")
    instead.add_argument(
        "--audit", action="store_true", help="say why each brief is there and what is left out; freeze nothing"
    )
    instead.add_argument(
        "--again",
        metavar="EDITION",
        help="make up the issue of one edition once more, in place of the frozen one, while that is not out",
    )
    issues = shell.command(
        commands,
        run_issues,
        "issues en 2026-03-11 --audit",
        "Show the issues that are frozen: all, those of an edition, or the words of one.",
    )
    issues.add_argument("edition", metavar="EDITION", nargs="?", help="the edition's id")
    issues.add_argument("issue", metavar="NUMBER|DATE", nargs="?", help="the issue's number or day")
    issues.add_argument("--audit", action="store_true", help="say why each brief is there and what was left out")
    for parser in (proof, issues):
        shell.speaks_to_programs(parser)


def run_proof(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive), shell.shown(args) as progress:
        moment = shell.now(args)
        if args.diff:
            _print_changes(args, newsroom.proof_changes(room, archive, moment, progress))
        elif args.audit:
            for issue, frozen in newsroom.audits(room, archive, moment, progress):
                _print_audit(args, issue, "frozen" if frozen else "not frozen")
        elif args.again:
            issue = newsroom.proof_again(room, archive, args.again, moment, progress)
            shell.tell(args, _record(issue), f"{_named(issue)}, frozen in place of the one before.")
        else:
            before = _frozen_before(room, archive, moment)
            _print_frozen(args, room, newsroom.proof(room, archive, moment, progress), before, moment)
    return 0


def _frozen_before(room: config.Newsroom, archive: Store, moment: datetime) -> set[str]:
    """The editions whose issue of the day is frozen already."""
    days = ((edition.id, zones.day_of(moment, edition.zone)) for edition in room.editions)
    return {name for name, day in days if store.issues.by_date(archive, name, day)}


def _print_frozen(
    args: argparse.Namespace,
    room: config.Newsroom,
    frozen: Iterable[Issue],
    before: Collection[str],
    moment: datetime,
) -> None:
    if not room.editions:
        shell.say(args, "standfirst.toml has no [[edition]], so there is no issue to make up.")
    issues = {issue.edition_id: issue for issue in frozen}
    for edition in room.editions:
        if issue := issues.get(edition.id):
            how = "frozen before, and left as it is" if edition.id in before else "frozen"
            shell.tell(args, _record(issue), f"{_named(issue)}, {how}.")
        elif newsroom.is_out(room, edition, today := zones.day_of(moment, edition.zone)):
            out = f"{edition.masthead} of {today} stands in the site, and the archive does not know of it"
            shell.say(args, f"{out} (it was restored): the next issue is that of another day.")
        else:
            shell.say(args, _not_today(edition, newsroom.comes_out(edition, moment), moment))


def _not_today(edition: Edition, day: date, moment: datetime) -> str:
    if day == zones.day_of(moment, edition.zone):
        return f"{edition.masthead} has nothing new to print, so there is no issue of {day} yet."
    return f"{edition.masthead} does not come out today: the next issue is that of {day:%A}, {day}."


def _record(issue: Issue) -> dict[str, object]:
    briefs = sum(len(s.briefs) for s in issue.sections)
    record = {"edition": issue.edition_id, "number": issue.number, "dated": issue.dated}
    return {**record, "briefs": briefs}


def _named(issue: Issue) -> str:
    briefs = sum(len(s.briefs) for s in issue.sections)
    return f"{issue.masthead}, number {issue.number}, {issue.dated}: {printing.counted(briefs, 'brief')}"


def _print_changes(args: argparse.Namespace, changed: Iterable[tuple[Edition, Sequence[Change] | None]]) -> None:
    for edition, changes in changed:
        if args.json:
            record = {"edition": edition.id, "proofed": changes is not None}
            print(records.as_json(record | {"changes": [_change(change) for change in changes or ()]}))
        elif changes is None:
            shell.say(args, f"{edition.masthead}: not proofed today.")
        elif not changes:
            shell.say(args, f"{edition.masthead}: nothing changed.")
        else:
            shell.say(args, "\n".join([f"{edition.masthead}:", *map(_change_line, changes)]))


def _change(change: Change) -> dict[str, str | None]:
    record = {"change": change.manner, "story": change.story_id, "words": change.words, "was": change.was}
    return {**record, "section": change.section, "section_was": change.section_was}


def _change_line(change: Change) -> str:
    line = f"  {change.manner:<9} {change.words or change.was}"
    if change.manner == "reworded":
        return f"{line} (was: {change.was})"
    moved = change.manner == "moved" and change.section != change.section_was
    return f"{line} ({change.section_was or 'opening'} → {change.section or 'opening'})" if moved else line


def run_issues(args: argparse.Namespace) -> int:
    with shell.opened(args) as (room, archive):
        issues = _asked_for(args, room, archive)
        if args.audit:
            for issue in issues:
                _print_audit(args, newsroom.audited(archive, issue), "frozen")
                _print_forced(args, archive, issue)
            return 0
    if args.issue and not args.json:
        sys.stdout.write(text(Listing.of_issue(issues[0]), "letter").decode())
        return 0
    for issue in issues:
        print(records.as_json(_record(issue)) if args.json else f"{issue.edition_id:8} {_named(issue)}")
    return 0


def _print_forced(args: argparse.Namespace, archive: Store, issue: Issue) -> None:
    """When the letter of an issue was sent with --force, and what was wrong with it."""
    for letter, at, told in store.returns.forced(archive):
        if letter == letter_of(issue.edition_id, issue.number) and not args.json:
            print(f"\nSent with --force at {at:%Y-%m-%d %H:%M} UTC, though:")
            print("".join(f"  {sentence}\n" for sentence in told.splitlines()), end="")


def _asked_for(args: argparse.Namespace, room: config.Newsroom, archive: Store) -> Sequence[Issue]:
    """The issues as they are printed now. Raises Refusal where there is none of that number or day."""
    edition_id = args.edition
    issues = amending.frozen(archive, edition_id)
    if edition_id and not issues:
        raise Refusal(f"{room.edition(edition_id).masthead} has no issue yet: standfirst proof makes one up")
    if args.issue:
        issues = [i for i in issues if args.issue in (str(i.number), i.dated.isoformat())]
    if args.issue and not issues:
        raise Refusal(f"{edition_id} has no issue {args.issue}: name its number or its day, such as 2026-03-11")
    return [issue.opened() for issue in issues]


def _print_audit(args: argparse.Namespace, issue: Issue, state: str) -> None:
    if args.json:
        audit = [_audited(a) for a in issue.audit]
        print(records.as_json({**_record(issue), "frozen": state == "frozen", "audit": audit}))
        return
    if not issue.audit:
        shell.say(args, f"{_named(issue)}, {state}; no audit was kept of it.")
        return
    shell.say(args, "\n".join([f"{_named(issue)}, {state}.", *_audit_lines(issue.audit), ""]))


def _audited(story: Audited) -> dict[str, object]:
    told = records.fields_of(story)
    return {"story": told.pop("story_id"), **told}


def _audit_lines(audit: Sequence[Audited]) -> Iterator[str]:
    """What is printed by its section; then what is left out, by the rule that says so."""
    section: object = ()
    for story in (a for a in audit if a.printed):
        if story.section != section:
            section = story.section
            yield f"\n{story.section or 'Under no title'}"
        yield f"  {story.words} ({story.outlet})"
        yield from (f"      {why.told}" for why in story.why)
    left: dict[str, list[Audited]] = {}
    for story in (a for a in audit if not a.printed):
        left.setdefault(story.why[0].rule, []).append(story)
    if left:
        yield "\nLeft out"
    for rule, stories in left.items():
        yield f"  {rule}: {len(stories)}"
        yield from (f"      {story.words} ({story.outlet}): {story.why[0].told}" for story in stories)

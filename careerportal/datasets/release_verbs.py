"""What a person can do to a release on the desk: each verb with its words, its permission and what it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from careerportal.datasets import in_a_request, publishing
from careerportal.datasets.models import Release
from careerportal.datasets.refusals import Refusal

State = Release.State


@dataclass(frozen=True)
class Verb:
    """`label` stands on the button; `does` says what pressing it changes; `done` is what the history keeps.

    `do(release, request)` does it and returns what to say, and the release as it is then, if any. `permission` is the
    first part of a Release permission's name. `state` is the one in which a release must be; `check` raises
    CannotPublish where something else stands in the way. `fits` says whether a request can do it; where it cannot,
    `command` on the server does.
    """

    name: str
    label: str
    does: str
    done: str
    permission: str
    state: str
    do: Callable
    command: str = ""
    fits: Callable = lambda release: True
    check: Callable = lambda release: None

    @property
    def url_name(self):
        return f"admin:datasets_release_{self.name.replace('-', '_')}"

    def command_for(self, release):
        return self.command.format(source=release.source)

    def refusal_of(self, release):
        """Return the Refusal where a release, as it stands, cannot be given this verb; None where it can."""
        if release.state != self.state:
            return Refusal(f"{release} is not in the state for this: it is {release.get_state_display().lower()}.")
        try:
            self.check(release)
        except publishing.CannotPublish as reason:
            return Refusal(str(reason))
        if not self.fits(release):
            return Refusal(
                "This takes longer than a page may take, so it is done on the server.", self.command_for(release)
            )
        return None


def _publish(release, request):
    publishing.publish(
        release,
        accept=request.POST.getlist("accept"),
        on_row=in_a_request.deadline(),
        by=request.user.get_username(),
    )
    return f"{release} is published: the public sees it now.", release


def _preview_again(release, request):
    report = publishing.preview_again(release, on_row=in_a_request.deadline(), by=request.user.get_username())
    return f"{report.release} is previewed anew.", report.release


def _give_up(release, request):
    publishing.give_up(release)
    return f"The preview of {release} is given up. Nothing that readers see has changed.", None


def _roll_back(release, request):
    count = publishing.roll_back(release, by=request.user.get_username())
    return f"{release} is rolled back: {count:,} rows are as they were before it.", release


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            name="publish",
            label="Publish",
            does="The public, partners and feeds see this release from then on. It can be rolled back.",
            done="Published.",
            permission="publish",
            state=State.PREVIEWED,
            do=_publish,
            command="manage.py publish {source}",
            fits=in_a_request.can_publish,
        ),
        Verb(
            name="preview-again",
            label="Preview again",
            does="The same file is compared anew with the data as they are now. Nothing that readers see changes.",
            done="Previewed again.",
            permission="preview",
            state=State.PREVIEWED,
            do=_preview_again,
            command="manage.py refresh {source} --file FILE --preview",
            fits=in_a_request.can_publish,
        ),
        Verb(
            name="give-up",
            label="Give up",
            does="The preview and its file are forgotten. Nothing that readers see changes.",
            done="Gave the preview up.",
            permission="preview",
            state=State.PREVIEWED,
            do=_give_up,
        ),
        Verb(
            name="roll-back",
            label="Roll back",
            does=(
                "Every federal column is again as it was before this release; what curators wrote stays. "
                "The public log and partners are told."
            ),
            done="Rolled back.",
            permission="roll_back",
            state=State.READY,
            do=_roll_back,
            command="manage.py rollback {source}",
            fits=in_a_request.can_roll_back,
            check=publishing.check_roll_back,
        ),
    )
}

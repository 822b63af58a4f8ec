"""What can be done with a subscription, each after a question: pause, disable, enable, a new key, a test."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.start_page import Card
from journal.admin.bulk import WhyForm
from journal.admin.confirming import Question
from journal.admin.texts import counted, state_note
from journal.models import Kind, Subscription, SubscriptionState
from journal.querysets.health import Health, health_by_subscription
from journal.querysets.replays import MOST_COUNTED, Selection, count_replay

Text = str | Promise


class CatchUpForm(forms.Form):
    """Whether to send what was recorded while the subscription was disabled."""

    catch_up = forms.TypedChoiceField(
        label=gettext_lazy("Events recorded meanwhile"),
        choices=[("yes", gettext_lazy("deliver them")), ("no", gettext_lazy("leave them out"))],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do. `asks`: whether it takes its form for this subscription; without it, always."""

    title: Text
    possible: Callable[[Subscription], bool]
    question: Callable[[Subscription], Question]
    form: type[forms.Form] | None = None
    asks: Callable[[Subscription], bool] | None = None
    icon: str = ""
    primary: bool = False

    def form_for(self, subscription: Subscription) -> type[forms.Form] | None:
        """The form to be filled in, if any."""
        return self.form if self.asks is None or self.asks(subscription) else None


def _is_active(subscription: Subscription) -> bool:
    return subscription.state == SubscriptionState.ACTIVE


def _is_disabled(subscription: Subscription) -> bool:
    return subscription.state == SubscriptionState.DISABLED


def _can_be_enabled(subscription: Subscription) -> bool:
    # A consumer is disabled when the code no longer has it.
    return not _is_active(subscription) and not (_is_disabled(subscription) and subscription.kind == Kind.CONSUMER)


def _is_webhook(subscription: Subscription) -> bool:
    return subscription.kind == Kind.WEBHOOK


def missed(subscription: Subscription) -> int:
    """How many events were recorded since the subscription was disabled, up to MOST_COUNTED."""
    selection = Selection(subscription_id=subscription.pk, recorded_from=subscription.state_at)
    return count_replay(selection, enabled=True)


def _waiting(subscription: Subscription) -> Card:
    health = health_by_subscription().get(subscription.pk, Health())
    return Card(label=_("Waiting"), value=counted(health.waiting))


def _pause(subscription: Subscription) -> Question:
    return Question(
        title=_("Stop delivering to “%(name)s” for now?") % {"name": subscription.name},
        confirm=_("Pause"),
        facts=[_waiting(subscription)],
        consequences=[_("Events go on waiting in their order, and are delivered when it is enabled again.")],
    )


def _disable(subscription: Subscription) -> Question:
    return Question(
        title=_("Stop delivering to “%(name)s” until further notice?") % {"name": subscription.name},
        confirm=_("Disable"),
        facts=[_waiting(subscription)],
        consequences=[
            _("New events are no longer kept for it; the journal has them. What waits stays."),
            _("When it is enabled again, it can be sent what was recorded meanwhile."),
        ],
        danger=True,
    )


def _enable(subscription: Subscription) -> Question:
    note = state_note(subscription)
    facts = [Card(label=_("State"), value=str(subscription.get_state_display()), note=note), _waiting(subscription)]
    if _is_disabled(subscription):
        facts.append(Card(label=_("Recorded meanwhile"), value=counted(missed(subscription), MOST_COUNTED)))
    return Question(
        title=_("Deliver to “%(name)s” again?") % {"name": subscription.name},
        confirm=_("Enable"),
        facts=facts,
        consequences=[_("What waits is delivered first, each aggregate in its order.")],
    )


def _rotate(subscription: Subscription) -> Question:
    return Question(
        title=_("Make a new key for “%(name)s”?") % {"name": subscription.name},
        confirm=_("Make a new key"),
        consequences=[
            _("The new key is shown once, on the next page. Enter it at the receiver."),
            _("For 24 hours events are signed with the old key too; after that, only with the new one."),
        ],
    )


def _test(subscription: Subscription) -> Question:
    return Question(
        title=_("Send a test event to “%(name)s” now?") % {"name": subscription.name},
        confirm=_("Send a test event"),
        facts=[Card(label=_("Target"), value=subscription.target)],
        consequences=[
            _("An event of the type freshops.test, signed like any other. It is not recorded in the journal."),
        ],
    )


STEPS = {
    "enable": Step(
        title=gettext_lazy("Enable"),
        possible=_can_be_enabled,
        question=_enable,
        form=CatchUpForm,
        asks=_is_disabled,
        icon="play",
        primary=True,
    ),
    "pause": Step(
        title=gettext_lazy("Pause"),
        possible=_is_active,
        question=_pause,
        form=WhyForm,
        icon="pause",
    ),
    "disable": Step(
        title=gettext_lazy("Disable"),
        possible=lambda subscription: not _is_disabled(subscription) and subscription.kind != Kind.CONSUMER,
        question=_disable,
        form=WhyForm,
    ),
    "rotate": Step(title=gettext_lazy("New key"), possible=_is_webhook, question=_rotate, icon="key"),
    "test": Step(title=gettext_lazy("Test"), possible=_is_webhook, question=_test),
}

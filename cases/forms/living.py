"""The box for more about where a child lives: empty where that is held with a secret address."""

from django import forms

from cases.living import has_secret_address
from cases.models import CaseChild

HIDDEN_HELP = "Hidden. Leave this empty to keep what is held."


class LivingDetailMixin(forms.Form):
    """For a form with `living_detail`; its `child` is the row it changes."""

    child: CaseChild

    def hide_detail(self) -> None:
        if has_secret_address(self.child.person):
            self.initial["living_detail"] = ""
            self.fields["living_detail"].help_text = HIDDEN_HELP

    def detail(self) -> str:
        """What was typed; an empty box for something hidden leaves it as it is."""
        typed: str = self.cleaned_data["living_detail"]
        if not typed and has_secret_address(self.child.person):
            return self.child.living_detail
        return typed

"""What is sent about whether a step helped."""

from django import forms

from operations.runbooks.search.asking import LONGEST_QUESTION

LONGEST_COMMENT = 1000  # characters, as the model holds them


class FeedbackForm(forms.Form):
    """Which version, which place in it, the answer, a comment, and what was searched for."""

    version = forms.CharField(max_length=10, required=False)
    anchor = forms.CharField(required=False)
    helped = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    comment = forms.CharField(max_length=LONGEST_COMMENT, required=False)
    asked = forms.CharField(max_length=LONGEST_QUESTION, required=False)

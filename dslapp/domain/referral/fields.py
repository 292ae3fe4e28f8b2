"""What the LADO and the police will ask: the fields of a referral, as data.

Numbers are those of the superset of local forms (`referral-forms.md` D.1 and D.3). Fields without a number are not on
any form: practice asks for them on the first page all the same.
"""

from typing import Literal

import msgspec

from dslapp.domain.reference.legislation import FOR_POLICE
from dslapp.domain.referral.referrals import Recipient
from dslapp.domain.statements import Stated

Need = Literal["required", "optional", "conditional", "later"]
"""`later` fields are filled from the agency's answer and never count as missing."""


class ReferralField(msgspec.Struct, frozen=True):
    """One thing the reader wants to know."""

    id: str
    number: str
    label: str
    section: str
    need: Need
    will_ask: str
    """How the question goes on after "the LADO will ask" or "the police will ask"."""
    seen_in: str = "practice"
    """The local forms that print it, in the abbreviations of `referral-forms.md`."""


class FirstPagePoint(msgspec.Struct, frozen=True):
    """One numbered point of the first page, and the fields that it shows."""

    number: int
    heading: str
    fields: tuple[str, ...]


class Gap(msgspec.Struct, frozen=True):
    """A required field that has no answer yet, or one that the school cannot answer, with its reason."""

    field: ReferralField
    reader: str
    reason: str = ""
    """Empty: nobody has answered. Otherwise why it is not known."""

    def in_words(self) -> str:
        """The gap as the completeness meter says it."""
        asks = f"{self.reader} will ask {self.field.will_ask}"
        said = f"{asks}; your answer is: not known – {self.reason}" if self.reason else asks
        return said[0].upper() + said[1:] + "."


READER: dict[Recipient, str] = {"lado": "the LADO", "police": "the police"}

_DATES, _REFERRER, _ADULT = "Dates", "Who is referring", "The adult"
_CHILD, _ALLEGATION, _ACTIONS = "The child", "The allegation", "Actions and advice"
_RISK = "Risk now"
_ASK = "What is asked"

_F = ReferralField
LADO_FIELDS: tuple[ReferralField, ...] = (
    _F("asked", "", "Asked of the LADO", _ASK, "required", "whether this is a referral or a consultation"),
    _F("decision_by", "", "Decision wanted by", _ASK, "required", "by when you need a decision"),
    _F("may_we", "", "May we", _ASK, "required", "whether you want to speak to, tell or suspend anyone, or preserve"),
    _F("adult_whereabouts", "", "Where the adult is now", _RISK, "required", "where the adult is now"),
    _F("next_contact", "", "Next with children", _RISK, "required", "when the adult is next with children"),
    _F("interim_measures", "", "What prevents it", _RISK, "required", "what keeps them apart until then"),
    _F("adult_suicide_risk", "", "Risk to themselves", _RISK, "required", "whether the adult may harm themselves"),
    _F("child_safe", "", "Child safe and seen", _RISK, "required", "who has seen the child, when, and are they safe"),
    _F("incident_dates", "1", "Dates of the incidents", _DATES, "required", "when it happened, and how often",
       "L-Anon, L-Traff, L-Brack"),
    _F("received_at", "2", "Told to the school", _DATES, "required", "when the school was told", "L-Anon, L-Brack"),
    _F("referred_at", "3", "Referred; if late, why", _DATES, "required", "when you refer, and why not sooner",
       "L-Anon"),
    _F("referrer", "4", "Referrer", _REFERRER, "required", "who you are and how to reach you securely", "all"),
    _F("referrer_relationship", "5", "Relationship to adult and child", _REFERRER, "optional",
       "how you know the adult and the child", "L-Houn, L-NT"),
    _F("case_manager", "6", "Case manager", _REFERRER, "required", "who leads for the school", "L-NYCC, L-Anon"),
    _F("phone_tonight", "", "Ring tonight", _REFERRER, "required", "which number is answered tonight"),
    _F("meeting", "", "A meeting can be held", _REFERRER, "required", "when a meeting can be held"),
    _F("school_contacts", "7", "Head, chair, DSL, HR", _REFERRER, "required",
       "for the head, the chair of governors and HR", "L-Brack"),
    _F("organisation", "8", "Organisation", _REFERRER, "required", "what kind of school this is, and its URN",
       "L-Traff, L-Brack, L-Anon"),
    _F("adult_name", "9", "Name, also known as", _ADULT, "required", "for the adult's full and former names",
       "all, L-Houn"),
    _F("adult_dob", "10", "Date of birth (true)", _ADULT, "required",
       "for the adult's true date of birth: never a made-up one", "L-NYCC, L-Anon, L-Kent"),
    _F("adult_sex_ethnicity", "11", "Sex, ethnicity", _ADULT, "optional", "for the adult's sex and ethnicity",
       "L-NYCC, L-Traff, L-Anon"),
    _F("adult_address", "12", "Home address, phone", _ADULT, "required", "where the adult lives",
       "L-NYCC, L-Houn, L-Anon"),
    _F("adult_role", "13", "Role, workplace, employer", _ADULT, "required", "what the adult does here, for whom",
       "all"),
    _F("adult_employment", "14", "Basis, start and DBS dates", _ADULT, "required",
       "since when the adult works here, on what contract, and the DBS date", "L-Traff, L-ESx"),
    _F("adult_registration", "15", "Professional registration", _ADULT, "optional", "for a teacher reference number",
       "M"),
    _F("adult_other_work", "16", "Other work with children", _ADULT, "required",
       "whether the adult works with children elsewhere", "L-NYCC, L-Traff"),
    _F("adult_own_children", "17", "Own children", _ADULT, "required",
       "whether the adult has or cares for children", "L-NYCC, L-Houn"),
    _F("adult_earlier_concerns", "18", "Earlier and low-level concerns", _ADULT, "required",
       "about earlier allegations and low-level concerns, with dates", "L-NYCC, L-ESx, L-Traff, L-Anon"),
    _F("adult_aware", "19", "Does the adult know", _ADULT, "required", "whether the adult knows, and who told them",
       "L-Houn"),
    _F("adult_status", "20", "At work, restricted, suspended", _ADULT, "required",
       "whether the adult is at work, and which alternatives were considered", "L-Houn, L-Brack"),
    _F("children", "21", "Child", _CHILD, "required", "for the child's full name, date of birth and address",
       "L-ESx, L-Anon, L-Donc"),
    _F("parents", "22", "Parents told", _CHILD, "required", "whether the parents have been told, when and by whom",
       "L-Anon"),
    _F("social_worker", "23", "Social worker, other professionals", _CHILD, "conditional",
       "whether the child has a social worker", "L-Donc"),
    _F("child_needs", "24", "SEND, communication, interpreter", _CHILD, "optional",
       "how the child communicates", "M"),
    _F("other_children", "", "Other children", _CHILD, "required", "which other children could be at risk"),
    _F("allegation_line", "", "In one line", _ALLEGATION, "required", "what is alleged, in one line"),
    _F("limbs", "25", "Limbs, and why", _ALLEGATION, "required", "which of the four limbs are met, and why",
       "all intros"),
    _F("category", "26", "Category", _ALLEGATION, "required", "which category this is", "L-Traff, L-Brack, L-ESx"),
    _F("where", "27", "Place or app", _ALLEGATION, "required", "where it happened, or on which app",
       "L-Brack, L-Traff"),
    _F("account", "28", "Factual account", _ALLEGATION, "required", "for a short factual account, injury and restraint",
       "L-Brack, L-LBBD, L-Traff"),
    _F("exact_words", "28", "Exact words", _ALLEGATION, "required", "for the exact words", "L-Brack, L-LBBD"),
    _F("how_reported", "29", "Who told, how, whom", _ALLEGATION, "required",
       "who made the allegation, how and to whom", "L-Brack, L-Houn"),
    _F("who_knows", "29", "Who knows", _ALLEGATION, "required", "who knows, and what each was told by whom",
       "L-Brack, L-Houn"),
    _F("questions_asked", "", "Already asked of the child", _ALLEGATION, "required",
       "which questions the child has already been asked"),
    _F("evidence", "30", "Witnesses, messages, devices", _ALLEGATION, "optional", "what evidence there is", "M"),
    _F("actions_taken", "31", "Done", _ACTIONS, "required", "what has been done, and by whom", "L-Houn, L-Brack"),
    _F("not_done", "", "Deliberately not done", _ACTIONS, "required", "what has deliberately not been done"),
    _F("police_and_csc", "32", "Police, social care", _ACTIONS, "required",
       "whether police and social care know, with references", "M"),
    _F("lado_advice", "33", "The LADO’s advice", _ACTIONS, "later", "what was advised", "L-TH, L-NYCC"),
    _F("wider_risk", "34", "Media interest, union", _ACTIONS, "optional", "about media interest and the union"),
    _F("related_referrals", "35", "DBS, TRA, Ofsted, agency", _ACTIONS, "later", "which other bodies were told",
       "L-Houn, L-Brack"),
    _F("other_accused", "36", "Other people accused", _ACTIONS, "conditional", "whether anyone else is accused",
       "L-NYCC, L-NT"),
    _F("signed", "37", "Signed, date", _ACTIONS, "required", "who signs this", "L-NYCC"),
)  # fmt: skip

LADO_FIRST_PAGE: tuple[FirstPagePoint, ...] = (
    FirstPagePoint(1, "What is asked", ("asked", "decision_by")),
    FirstPagePoint(2, "Risk now", ("adult_whereabouts", "next_contact", "interim_measures", "adult_suicide_risk")),
    FirstPagePoint(3, "The adult", ("adult_name", "adult_dob", "adult_address", "adult_role", "adult_employment")),
    FirstPagePoint(4, "The child", ("children", "child_safe", "parents")),
    FirstPagePoint(5, "The allegation", ("allegation_line", "exact_words", "incident_dates", "where")),
    FirstPagePoint(6, "Which limb, and why", ("limbs",)),
    FirstPagePoint(7, "Who knows", ("adult_aware", "who_knows", "questions_asked")),
    FirstPagePoint(8, "Others at risk", (
        "other_children", "adult_other_work", "adult_own_children", "adult_earlier_concerns")),
    FirstPagePoint(9, "Done, not done", ("actions_taken", "not_done", "police_and_csc")),
    FirstPagePoint(10, "May we", ("may_we",)),
    FirstPagePoint(11, "Tonight", ("case_manager", "phone_tonight", "meeting")),
)  # fmt: skip

_ROUTE, _VICTIM, _SUSPECT = "Route and urgency", "The victim", "The suspect"
_WHAT, _EVIDENCE, _STEPS = "What happened", "Evidence and devices", "Steps taken"
_OURS = "Our questions and contact"

POLICE_FIELDS: tuple[ReferralField, ...] = (
    _F("police_route", "1", "Route and urgency", _ROUTE, "required", "how urgent this is", "D.3"),
    _F("police_ref", "1", "Reference, officer", _ROUTE, "required", "for the reference of any earlier call", "D.3"),
    _F("why_now", "2", "Why police now", _ROUTE, "required", "why you come to the police now", "D.3"),
    _F("possible_offences", "2", "Possible offences, for police to decide", _ROUTE, "optional",
       "what you think it may be", "D.3"),
    _F("possible_laws", "2", FOR_POLICE, _ROUTE, "optional", "which law you think of"),
    _F("danger_now", "", "Danger now", _RISK, "required", "whether anyone is in danger now"),
    _F("suspect_whereabouts", "", "Where the suspect is", _RISK, "required", "where the suspect is"),
    _F("suspect_access", "", "Access to the child", _RISK, "required", "whether the suspect can reach the child"),
    _F("weapon", "", "Weapon", _RISK, "required", "about any weapon"),
    _F("suspect_aware", "", "Does the suspect know", _RISK, "required", "whether the suspect knows of the report"),
    _F("suspect_suicide_risk", "", "Suspect’s risk to themselves", _RISK, "required",
       "whether the suspect may harm themselves"),
    _F("disappears", "", "What disappears, and when", _RISK, "required",
       "what will be lost, and when: CCTV, logs, vanishing messages"),
    _F("victim", "3", "Victim", _VICTIM, "required", "for the victim's name and date of birth", "D.3"),
    _F("first_words", "", "First words, to whom", _VICTIM, "required", "what the child said first, and to whom"),
    _F("questions_asked", "", "Already asked of the child", _VICTIM, "required",
       "which questions the child has already been asked"),
    _F("safe_contact", "3", "Safe contact", _VICTIM, "required", "how to reach the victim safely", "D.3"),
    _F("victim_wishes", "3", "Wishes", _VICTIM, "required", "what the victim wants", "D.3"),
    _F("victim_needs", "3", "Needs, vulnerability", _VICTIM, "required", "about the victim's needs", "D.3"),
    _F("victim_impact", "3", "Impact, support", _VICTIM, "required", "how it has affected the victim", "D.3"),
    _F("parents", "3", "Parents told", _VICTIM, "required", "whether the parents have been told", "D.3"),
    _F("suspect", "4", "Suspect", _SUSPECT, "required", "who the suspect is", "D.3"),
    _F("suspect_certainty", "4", "How certain", _SUSPECT, "required", "how certain you are, and why", "D.3"),
    _F("suspect_accounts", "4", "Accounts and ids", _SUSPECT, "required", "for handles, profile addresses and ids",
       "D.3"),
    _F("suspect_relation", "4", "Relation to the victim", _SUSPECT, "required", "how they know each other", "D.3"),
    _F("suspect_works_with_children", "", "Works with children", _SUSPECT, "required",
       "whether the suspect works with children"),
    _F("witnesses", "5", "Witnesses", _WHAT, "required", "who saw or heard it", "D.3"),
    _F("reporter", "5", "First person told", _WHAT, "required", "who was told first", "D.3"),
    _F("what_happened", "6", "What happened", _WHAT, "required", "what happened", "D.3"),
    _F("incident_dates", "6", "When: each incident", _WHAT, "required",
       "for the date of each incident: two or more are a course of conduct", "D.3"),
    _F("where", "6", "Where", _WHAT, "required", "where it happened: the place or the whole address", "D.3"),
    _F("how_known", "6", "How the school knows", _WHAT, "required", "how the school knows", "D.3"),
    _F("exact_words", "7", "Words used", _WHAT, "required", "for the exact words", "D.3"),
    _F("exhibits_held", "8", "Exhibits: count, holder", _EVIDENCE, "required", "which exhibits there are, and where",
       "D.3"),
    _F("devices", "8", "Devices: holder, state, place", _EVIDENCE, "required",
       "which devices there are, who holds them, on or off", "D.3"),
    _F("imagery_statement", "9", "Imagery not held; seen by", _EVIDENCE, "required",
       "who has seen any image, and that no copy was made", "D.3"),
    _F("steps_taken", "10", "Done", _STEPS, "required", "what the school has done", "D.3"),
    _F("not_done", "10", "Not done", _STEPS, "required", "what the school has not done", "D.3"),
    _F("who_knows", "10", "Who knows", _STEPS, "required", "who has been told what", "D.3"),
    _F("related_refs", "12", "Social care, LADO, Prevent", _STEPS, "conditional", "for other agencies’ references",
       "D.3"),
    _F("our_questions", "11", "May we", _OURS, "required",
       "what you want to know: speak to whom, delete, report to the platform", "D.3"),
    _F("contact", "1", "One contact, holidays included", _OURS, "required",
       "for one contact who answers in the holidays too", "D.3"),
    _F("phone_tonight", "", "Ring tonight", _OURS, "required", "which number is answered tonight"),
)  # fmt: skip

POLICE_FIRST_PAGE: tuple[FirstPagePoint, ...] = (
    FirstPagePoint(1, "Reference, route, urgency", ("police_route", "police_ref", "why_now")),
    FirstPagePoint(2, "Danger now", (
        "danger_now", "suspect_whereabouts", "suspect_access", "weapon", "suspect_aware", "suspect_suicide_risk")),
    FirstPagePoint(3, "The victim", ("victim", "first_words", "safe_contact", "victim_needs", "victim_wishes")),
    FirstPagePoint(4, "The suspect", (
        "suspect", "suspect_certainty", "suspect_works_with_children", "suspect_accounts")),
    FirstPagePoint(5, "What, when, where", ("what_happened", "incident_dates", "where")),
    FirstPagePoint(6, "What disappears, and when", ("disappears",)),
    FirstPagePoint(7, "Devices and imagery", ("devices", "imagery_statement")),
    FirstPagePoint(8, "Exhibits", ("exhibits_held",)),
    FirstPagePoint(9, "Witnesses, first told", ("witnesses", "reporter")),
    FirstPagePoint(10, "Done, not done, who knows", ("steps_taken", "not_done", "who_knows", "questions_asked")),
    FirstPagePoint(11, "Our questions; one contact", ("our_questions", "contact", "phone_tonight")),
)  # fmt: skip

FIELDS: dict[Recipient, tuple[ReferralField, ...]] = {"lado": LADO_FIELDS, "police": POLICE_FIELDS}
FIRST_PAGE: dict[Recipient, tuple[FirstPagePoint, ...]] = {"lado": LADO_FIRST_PAGE, "police": POLICE_FIRST_PAGE}


def gaps(recipient: Recipient, answers: dict[str, Stated]) -> tuple[Gap, ...]:
    """The required fields without a text, in the order of the form: unanswered ones first, then the not known.

    Conditional fields count once somebody has begun them; optional and later ones never do.
    """
    unanswered: list[Gap] = []
    not_known: list[Gap] = []
    for field in FIELDS[recipient]:
        answer = answers.get(field.id, Stated())
        if field.need not in ("required", "conditional") or answer.text.strip():
            continue
        reason = answer.unknown_because.strip()
        if reason:
            not_known.append(Gap(field, READER[recipient], reason))
        elif field.need == "required":
            unanswered.append(Gap(field, READER[recipient]))
    return (*unanswered, *not_known)


def completeness(recipient: Recipient, answers: dict[str, Stated]) -> tuple[int, int]:
    """How many of the required fields are answered, by a text or a reason, and how many there are."""
    required = [field for field in FIELDS[recipient] if field.need == "required"]
    return sum(answers.get(field.id, Stated()).answered for field in required), len(required)

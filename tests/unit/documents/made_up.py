"""A coach's late messages (scenarios.md, 7) and a group chat at the weekend (2), as the content of referrals."""

from datetime import UTC, datetime
from pathlib import Path

from dslapp.documents.document import Provenance
from dslapp.domain.case.chronology import ChronologyLine
from dslapp.domain.referral.content import ExhibitEntry, Fact, GuidanceStep, PersonCard, ReferralContent
from dslapp.domain.statements import Stated

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "evidence"
MADE_AT = datetime(2026, 11, 13, 17, 22, tzinfo=UTC)
PROVENANCE = Provenance(
    school="Thornmoss Academy", made_by="Jo Hartsedge, designated safeguarding lead", made_at=MADE_AT, entry=214,
    seal="7c1e 90ab 44d2 5f03",
)  # fmt: skip
EXACT_WORDS = "she said “our secret 🤫 dont tell ur mum” and then 💀💀 she sent it like 11 times, mostly after midnight"


def known(text: str) -> Stated:
    """A stated answer."""
    return Stated(text=text)


def unknown(reason: str) -> Stated:
    """An answer that nobody has yet, with the reason."""
    return Stated(unknown_because=reason)


LADO = ReferralContent(
    recipient="lado",
    ref="OSI-2026-0042",
    reader="the LADO (Designated Officer), Saltmarsh Council",
    answers={
        "asked": known("Referral of an allegation: harm threshold limbs 2 and 4. We ask for a strategy discussion."),
        "decision_by": known("the end of Monday 16 November 2026"),
        "may_we": known(
            "Speak to Ms Orme? Tell the parents of Leila N.? Suspend, or keep her from the swimming club? "
            "Ask pupils for their messages, or leave that to the police?"
        ),
        "adult_whereabouts": known("Left school at 16:30 today; at home as far as we know"),
        "next_contact": known("Saturday 14 November 2026, 09:00, swimming club at Thornmoss Leisure Centre"),
        "interim_measures": known("None yet: anything we do tells her. The club can cancel without giving a reason"),
        "adult_suicide_risk": unknown("nobody has spoken with her; we ask your advice before anyone does"),
        "child_safe": known("Seen by Jo Hartsedge, Friday 13 November, 16:05: calm, at home with her aunt tonight"),
        "incident_dates": known("11 messages between Monday 2 and Thursday 12 November 2026, 23:10 to 01:40"),
        "received_at": known("Friday 13 November 2026, 16:50 GMT"),
        "referred_at": known("Friday 13 November 2026, 17:25 GMT; not late"),
        "referrer": known(
            "Jo Hartsedge, designated safeguarding lead, Thornmoss Academy, 1 Moss Lane, ZZ99 9ZZ; 01632 960101; "
            "jo.hartsedge@thornmoss.example.com (secure); any time"
        ),
        "case_manager": known("Mrs R. Quillan, headteacher"),
        "phone_tonight": known("Mrs R. Quillan, headteacher · 07700 900123"),
        "meeting": known("Saturday by telephone; Monday 16 November from 07:30 in school"),
        "school_contacts": known("Head: Mrs R. Quillan. Chair: Mr P. Vane, 07700 900456. HR: open from Monday 08:00"),
        "organisation": known("Secondary academy, Thornmoss Trust; URN 999999"),
        "adult_name": known("Ms Tess Orme, also known as “Coach T”"),
        "adult_dob": unknown("HR is closed until Monday 16 November, 08:00; HR will ring you"),
        "adult_address": known("14 Fern Row, Saltmarsh, ZZ99 8ZZ; 07700 900789"),
        "adult_role": known("Swimming coach and cover supervisor; employed by Thornmoss Academy"),
        "adult_employment": known("Permanent, part-time, since 1 September 2022; enhanced DBS 14 August 2022"),
        "adult_other_work": known("Saltmarsh Otters swimming club, Thornmoss Leisure Centre (volunteer, Saturdays)"),
        "adult_own_children": unknown("not on file; HR on Monday"),
        "adult_earlier_concerns": known("One low-level concern, 12 March 2026: gave a pupil a lift without telling us"),
        "adult_aware": known("No. Nobody has told her"),
        "adult_status": known("At work until today. Considered: other duties, leave, no lone contact. Awaiting you"),
        "children": known("Leila N. (নাহার), born 3 May 2010, 16; left us in July 2026; was in her squad"),
        "parents": known("Not told: we wait for your advice. Mother: Mrs Farida N. (فریدہ), speaks Bengali"),
        "child_needs": known("Speaks English well; her mother needs a Bengali interpreter"),
        "other_children": known("Squad of 14 (ages 11 to 16); one more name was mentioned: Mia K., Y9"),
        "allegation_line": known("Late-night private messages to a former pupil of 16; asked to keep them secret"),
        "limbs": known(
            "Limb 2: possible offence, sexual communication. Limb 4: conduct that shows she may not be suitable"
        ),
        "category": known("Sexual; conduct; online"),
        "where": known("ChatNest direct messages, account @coach.tess.example, user id 4471902"),
        "account": known(
            "Leila N. came to collect her certificates at 15:40 and asked to speak. She said that Ms Orme has written "
            "to her almost every night since half-term. She showed her phone; Jo Hartsedge read eleven messages on "
            "the screen and did not scroll further.\nNo image was seen. Leila N. has kept the messages."
        ),
        "exact_words": known(EXACT_WORDS),
        "how_reported": known("In person, by the young person herself, to Jo Hartsedge, alone, in the DSL’s office"),
        "who_knows": known("Jo Hartsedge, Mrs R. Quillan (told 16:55). Leila’s friend Mia K. knows of them"),
        "questions_asked": known("“Can you tell me what has happened?” and “Is there anything else?” Nothing more"),
        "actions_taken": known("Words written down at once; head told; account and times noted; nothing deleted"),
        "not_done": known("Not spoken to Ms Orme, her colleagues or the parents. No fact-finding. No screenshots"),
        "police_and_csc": known("Police not yet told: we ask you first. Social care: no open case that we know of"),
        "signed": known("Jo Hartsedge, 13 November 2026"),
    },
    people=(
        PersonCard(
            role="Adult alleged to have caused harm", name="Ms Tess Orme",
            facts=(
                Fact("Date of birth", unknown("HR is closed until Monday 16 November, 08:00")),
                Fact("Year or job", known("Swimming coach, cover supervisor")),
                Fact("How certain", known("believed, because the profile shows her photograph and the squad’s name")),
            ),
        ),
        PersonCard(
            role="Child affected", name="Leila N. (লায়লা নাহার)",
            facts=(Fact("Date of birth", known("3 May 2010")), Fact("Languages", known("English, Bengali (বাংলা)"))),
        ),
    ),
    chronology=(
        ChronologyLine(
            at=None, when="between Monday 2 November 2026, 23:10 GMT and Thursday 12 November 2026, 01:40 GMT",
            happened="Eleven messages from @coach.tess.example to Leila N.", author="Jo Hartsedge", source="Incident",
            late="written the next day",
        ),
        ChronologyLine(
            at=MADE_AT, when="Friday 13 November 2026, 15:40 GMT",
            happened="Leila N. told Jo Hartsedge and showed the messages on her phone.", author="Jo Hartsedge",
            source="Incident",
        ),
        ChronologyLine(
            at=MADE_AT, when="Friday 13 November 2026, 16:55 GMT", done="The headteacher was told.",
            author="Jo Hartsedge", source="Log: contact",
        ),
    ),
    exhibits=(
        ExhibitEntry(
            ref="JH/1", description="Note of the words and of eleven messages, with times, written at 16:20",
            captured_when=known("Friday 13 November 2026, 16:20 GMT"), captured_where=known("DSL’s office"),
            captured_by=known("Jo Hartsedge"), shown_time=unknown("a note, not a picture"),
            sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            original_name="photo-of-phone-screen.jpg", size=182_331,
        ),
        ExhibitEntry(
            ref="JH/2", description="Leila N.’s phone with the messages", captured_when=unknown("not captured"),
            captured_where=unknown("not captured"), captured_by=unknown("not captured"),
            held="Not here yet: Leila N. keeps the phone, switched on; to be asked for by the police only",
        ),
    ),
    guidance=(
        GuidanceStep(
            flow="Concern about an adult who works here", question="Has the adult behaved in a way that has harmed a "
            "child, or may have harmed a child?", answer="Not sure", reason="", who="Jo Hartsedge",
            when="Friday 13 November 2026, 17:02 GMT", source="KCSIE 2026, Part four", edition="1 September 2026",
        ),
        GuidanceStep(
            flow="Concern about an adult who works here", question="May this be a criminal offence against or "
            "related to a child?", answer="Yes", who="Jo Hartsedge", when="Friday 13 November 2026, 17:03 GMT",
            source="KCSIE 2026, Part four", edition="1 September 2026",
            recorded=(Fact("Why", known("Sexual communication with a child is possible; she is 16.")),),
        ),
        GuidanceStep(
            flow="Concern about an adult who works here", question="When are they next with children?",
            answer="Monday", reason="the club was remembered at 17:10", who="Jo Hartsedge", superseded=True,
            when="Friday 13 November 2026, 17:05 GMT", edition="1 September 2026",
        ),
        GuidanceStep(
            flow="Concern about an adult who works here", question="When are they next with children?",
            answer="Saturday 14 November, 09:00, swimming club", who="Jo Hartsedge",
            when="Friday 13 November 2026, 17:10 GMT", edition="1 September 2026",
        ),
    ),
    outcome="Ring the LADO now. The latest is the end of Monday 16 November 2026. Don’t wait for more facts.",
)  # fmt: skip

POLICE = ReferralContent(
    recipient="police",
    ref="OSI-2026-0051",
    reader="Saltmarsh Police, 101 and online report",
    answers={
        "police_route": known(
            "101 and online report; a threat against a member of staff. Not 999: nobody is in danger tonight"
        ),
        "police_ref": known("Rung Tuesday 10 November 2026, 16:40, PC 4471, reference SM-20261110-0388"),
        "why_now": known("A named threat with a place: “Wait till I see her at the gate”; seen by 52 people"),
        "danger_now": known("None tonight. Next: Wednesday 11 November, 08:25, school gate"),
        "suspect_whereabouts": known("At home, 9 Quarry Street, as far as we know"),
        "suspect_access": known("Brings his son to the gate each morning"),
        "weapon": unknown("none mentioned; nobody has asked"),
        "suspect_aware": known("No"),
        "suspect_suicide_risk": unknown("not known to us; no sign of it in the post"),
        "disappears": known("The post may be deleted at any time; gate CCTV is overwritten on Tuesday 17 November"),
        "victim": known("Anna Lisle (Zażółć), teaching assistant, adult"),
        "first_words": known("i dont feel safe walking in tomorrow 😟"),
        "safe_contact": known("Through the headteacher, 07700 900123, until 21:00"),
        "victim_wishes": known("Does not want the police; the head reports all the same and has told her why"),
        "victim_needs": known("Walks to school alone"),
        "suspect": known("Mr Dale Ferris, parent"),
        "suspect_certainty": known("Believed, because the profile shows his photograph and names his son"),
        "suspect_accounts": known("TownTalk: @dale.ferris.example, https://towntalk.example.com/u/8812, id 8812"),
        "suspect_works_with_children": unknown("nobody has asked yet; the LADO may know"),
        "what_happened": known(
            "A public post on TownTalk, 14 comments, 31 reactions. It also says that she “grabbed my boy by the arm”: "
            "that is with the LADO"
        ),
        "incident_dates": known("1. Monday 9 November 2026, 18:12 GMT"),
        "where": known("https://towntalk.example.com/post/8812"),
        "devices": known("None held"),
        "imagery_statement": known("No imagery is involved"),
        "exhibits_held": known("Six, JH/1 to JH/6, held by Jo Hartsedge in the encrypted casebook"),
        "witnesses": known("Sam Ottrell, deputy DSL, saw the post on Monday at 19:05"),
        "reporter": known("Sam Ottrell told Jo Hartsedge on Monday at 19:10"),
        "steps_taken": known("Staff walk in together; gate staffed by two; post saved with its address"),
        "not_done": known("Not spoken to Mr Ferris; not reported to TownTalk yet, so that it stays for you"),
        "who_knows": known("Head, DSL, deputy, Ms Lisle"),
        "questions_asked": known("None: no child has been asked"),
        "our_questions": known("May the head speak to Mr Ferris? May we report the post? Will somebody come at 08:25?"),
        "contact": known("Jo Hartsedge, 01632 960101; in the holidays 07700 900123"),
        "phone_tonight": known("Mrs R. Quillan, headteacher · 07700 900123"),
        "exact_words": known("Wait till I see her at the gate. She grabbed my boy by the arm in front of everyone."),
    },
)  # fmt: skip

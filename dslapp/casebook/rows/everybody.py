"""All people and accounts, each with the number of cases in which they stand and the newest of them."""

from dslapp.casebook.store import Casebook
from dslapp.domain.case.people_lists import Everybody, KnownAccount, KnownPerson


def everybody(casebook: Casebook) -> Everybody:
    """Read the projections alone: no record is opened for a list."""
    people = casebook.connection.execute(
        "SELECT p.id, p.name, p.known_as, p.person_kind, p.year_or_job, c.cases, c.newest FROM person p "
        "JOIN (SELECT v.person_id AS id, count(DISTINCT v.incident_id) AS cases, max(i.ref) AS newest "
        "FROM involvement v JOIN incident i ON i.id = v.incident_id WHERE NOT v.withdrawn AND v.person_id IS NOT NULL "
        "GROUP BY v.person_id) c ON c.id = p.id ORDER BY p.name COLLATE NOCASE"
    )
    accounts = casebook.connection.execute(
        "SELECT p.id, p.platform, p.handle, p.profile_url, coalesce(n.name, ''), c.cases, c.newest FROM account p "
        "JOIN (SELECT v.account_id AS id, count(DISTINCT v.incident_id) AS cases, max(i.ref) AS newest "
        "FROM involvement v JOIN incident i ON i.id = v.incident_id WHERE NOT v.withdrawn AND v.account_id IS NOT NULL "
        "GROUP BY v.account_id) c ON c.id = p.id LEFT JOIN person n ON n.id = p.person_id ORDER BY p.handle"
    )
    return Everybody(
        people=tuple(KnownPerson(*row) for row in people.fetchall()),
        accounts=tuple(KnownAccount(*row) for row in accounts.fetchall()),
    )

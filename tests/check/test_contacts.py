"""What a place may name a contact for."""

from project import edit, problems


def test_a_contact_may_be_named_for_what_it_is_also_there_for(project):
    places, contacts = project / "facts/places.yml", project / "facts/contacts/all.yml"
    edit(places, "child_helpline: line-uk}", "child_helpline: line-uk, survivors: line-uk}")
    assert "wrong-kind" in [problem.code for problem in problems(project)]
    edit(contacts, "kind: child_helpline\n", "kind: child_helpline\n  also: [survivors]\n")
    assert "wrong-kind" not in [problem.code for problem in problems(project)]

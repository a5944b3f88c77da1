import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from cases.domain.name_index import index_everybody, index_names
from cases.domain.people import add_person, change_person
from cases.models import NameWord, Person, PersonNameWord
from tests.factories.people import PersonFactory
from tests.factories.staff import UserFactory


def words(person):
    return sorted(person.name_words.values_list("word__word", flat=True))


def test_every_name_of_a_person_is_indexed(db):
    person = PersonFactory(
        first_name="Siobhán",
        middle_names="Mary Kate",
        last_name="O’Neill-Khan",
        known_as="Shiv",
        other_names="Reid, Bell",
    )

    assert words(person) == sorted(
        ["siobhan", "mary", "kate", "oneillkhan", "neill", "khan", "shiv", "reid", "bell"]
    )
    assert person.search_text.startswith("siobhan oneillkhan ")


def test_a_changed_name_leaves_no_word_behind(db):
    person = PersonFactory(first_name="Amira", last_name="Okafor")

    change_person(person, by=person.created_by, version=1, changes={"last_name": "Bell"})

    assert words(person) == ["amira", "bell"]


def test_people_share_the_words_of_the_dictionary(db):
    PersonFactory(first_name="Amira", last_name="Okafor")
    PersonFactory(first_name="Amira", last_name="Khan")

    assert NameWord.objects.filter(word="amira").count() == 1
    assert "amra" in NameWord.objects.get(word="amira").slips


def test_a_rebuild_repairs_the_index_and_forgets_words_nobody_has(db, capsys):
    person = PersonFactory(first_name="Amira", last_name="Okafor")
    PersonNameWord.objects.filter(person=person).delete()
    Person.objects.filter(pk=person.pk).update(search_text="")
    NameWord.objects.filter(word="amira").update(slips=[])
    NameWord.objects.create(word="nobody")

    call_command("index_names")

    assert words(person) == ["amira", "okafor"]
    assert Person.objects.get(pk=person.pk).search_text == "amira okafor"
    assert "amra" in NameWord.objects.get(word="amira").slips
    assert not NameWord.objects.filter(word="nobody").exists()
    assert capsys.readouterr().out == "Indexed the names of 1 people.\n"


def test_indexing_again_changes_nothing(db):
    person = PersonFactory(first_name="Amira", last_name="Okafor")
    before = set(PersonNameWord.objects.values_list("pk", flat=True))

    index_names(person)
    index_everybody()

    assert set(PersonNameWord.objects.values_list("pk", flat=True)) == before


@pytest.mark.django_db(transaction=True)
def test_two_people_may_bring_the_same_new_word_at_once():
    user = UserFactory()
    errors = []
    barrier = threading.Barrier(4)

    def enter(number):
        try:
            barrier.wait()
            with transaction.atomic():
                add_person(by=user, first_name=f"Wren{number % 2}", last_name="Xylander")
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert NameWord.objects.filter(word="xylander").count() == 1
    assert PersonNameWord.objects.filter(word__word="xylander").count() == 4

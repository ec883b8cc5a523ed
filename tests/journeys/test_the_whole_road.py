"""Nine people take one candidate from the public page to a certificate that the public page confirms.

Nothing is written behind the application's back: the first officer is appointed by command, everything
else happens in browsers, on the real server, database, broker, worker, beat and mail.
"""

import datetime as dt

from tests.journeys import beginning, ending, founding, training


def test_nine_people_take_a_candidate_from_the_public_page_to_the_certificate(running, browser, looks):
    society = founding.Society(browser, running, looks)
    founding.found(society)
    founding.prepare(society)
    founding.a_password(society["Walter"])

    beginning.join(society)
    beginning.apply(society)
    beginning.review(society)
    beginning.agree_and_pay(society)
    begun = society.today()
    beginning.start_group(society, begun)

    training.train(society, begun, months=range(1, 25))
    first_day = ending.ask_for_final(society)
    society.move_to(first_day + dt.timedelta(days=5))
    ending.hold(society, first_day)
    training.train(society, begun, months=range(25, 27))

    ending.assess(society)
    ending.recommend(society)
    ending.vote(society)
    ending.verify(society, ending.certify(society))

    assert looks.faults == []

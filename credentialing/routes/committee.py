"""Addresses of the committee's and the Council's pages."""

from django.urls import path

from credentialing.views import committee, council, determinations, documents, final, ways_out, work

urlpatterns = [
    path("<int:pk>/final/", final.show, name="final"),
    path("<int:pk>/final/ask/", final.ask, name="ask_final"),
    path("<int:pk>/final/take-back/", final.take_back, name="take_back_final"),
    path("<int:pk>/final/plan/", final.plan, name="plan_final"),
    path("<int:pk>/final/call-off/", final.call_off, name="call_off_final"),
    path("<int:pk>/final/evaluator/", ways_out.another_evaluator, name="another_evaluator"),
    path("<int:pk>/final/another/", ways_out.another_intensive, name="another_intensive"),
    path("<int:pk>/final/held/", final.held, name="final_held"),
    path("assessments/<int:pk>/deliver/", final.deliver, name="deliver_assessment"),
    path("<int:pk>/determine/", determinations.choose, name="determine"),
    path("<int:pk>/determine/<slug:kind>/", determinations.record_one, name="determine_one"),
    path(
        "<int:pk>/begin-without-supervisor/",
        determinations.without_supervisor,
        name="begin_without_supervisor",
    ),
    path("<int:pk>/committee/", committee.desk, name="committee"),
    path("<int:pk>/committee/open/", committee.begin, name="open_review"),
    path("<int:pk>/committee/review/", committee.record, name="record_review"),
    path("<int:pk>/committee/recommend/", committee.recommend_page, name="recommend"),
    path("<int:pk>/committee/return/", committee.send_back, name="return_to_committee"),
    path("<int:pk>/correction/", ways_out.correct, name="correct_record"),
    path("<int:pk>/practice/", ways_out.practice, name="practice"),
    path("<int:pk>/work/", work.show, name="work"),
    path("<int:pk>/work/propose/", work.propose, name="propose_work"),
    path("<int:pk>/work/agree/", work.agree, name="agree_work"),
    path("<int:pk>/work/answer/", work.answer, name="answer_work"),
    path("<int:pk>/work/close/", work.close, name="close_work"),
    path("work/<int:pk>/done/", work.done, name="work_done"),
    path("work/<int:pk>/deadline/", work.deadline, name="work_deadline"),
    path("work/<int:pk>/deadline/answer/", work.answer_deadline, name="answer_deadline"),
    path("<int:pk>/packet/", council.packet, name="packet"),
    path("<int:pk>/vote/", council.open_vote, name="open_motion"),
    path("motions/", council.motions, name="motions"),
    path("motions/<int:pk>/", council.motion, name="motion"),
    path("motions/<int:pk>/ballot/", council.ballot, name="ballot"),
    path("motions/<int:pk>/recuse/", council.stand_aside, name="recuse"),
    path("motions/<int:pk>/release/", council.release, name="release_result"),
    path("<int:pk>/decision/", documents.decision, name="decision"),
    path("documents/<int:pk>/", documents.download, name="document"),
    path("documents/<int:pk>/again/", documents.remake, name="remake_document"),
]

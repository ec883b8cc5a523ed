"""Addresses from enquiry to training."""

from django.urls import path

from credentialing.views import (
    agreement,
    application,
    asking,
    enquiry,
    experience,
    fees,
    review,
    supervisor,
)

urlpatterns = [
    path("begin/", enquiry.begin, name="begin"),
    path("<int:pk>/withdraw/", enquiry.withdraw_file, name="withdraw"),
    path("<int:pk>/close/", enquiry.close_file, name="close_file"),
    path("<int:pk>/new-attempt/", enquiry.new, name="new_attempt"),
    path("<int:pk>/application/", application.write, name="application"),
    path("<int:pk>/application/keep/", application.autosave, name="application_autosave"),
    path("<int:pk>/application/send/", application.send, name="send_application"),
    path("<int:pk>/policy/", application.policy, name="policy"),
    path("<int:pk>/recording/", application.recording, name="recording"),
    path("<int:pk>/experience/new/<slug:kind>/", experience.add, name="experience_add"),
    path("experience/<int:pk>/", experience.change, name="experience_change"),
    path("experience/<int:pk>/remove/", experience.remove, name="experience_remove"),
    path("experience/<int:pk>/ask/", experience.ask, name="attestation_ask"),
    path("experience/<int:pk>/attest/", experience.attest_to, name="attest"),
    path("<int:pk>/supervisor/", supervisor.ask_one, name="ask_supervisor"),
    path("<int:pk>/supervisor/<int:request_pk>/withdraw/", supervisor.take_back, name="withdraw_ask"),
    path("<int:pk>/supervisor/suggest/", supervisor.suggest, name="suggest_supervisor"),
    path("<int:pk>/supervisor/change/", agreement.change, name="change_supervisor"),
    path("<int:pk>/agreement/", agreement.schedule, name="agreement"),
    path("agreements/<int:pk>/sign/", agreement.sign_page, name="sign_agreement"),
    path("<int:pk>/payment/", fees.announce, name="announce_payment"),
    path("<int:pk>/review/", review.review, name="review_application"),
    path("<int:pk>/second-look/", review.look_again, name="second_look"),
    path("<int:pk>/ask/<slug:kind>/", asking.ask, name="ask_committee"),
    path("fees/", fees.due, name="fees_due"),
    path("fees/schedules/", fees.schedules, name="fee_schedules"),
    path("<int:pk>/fees/", fees.of_case, name="fees"),
    path("<int:pk>/fees/receive/", fees.receive_money, name="receive_fee"),
    path("<int:pk>/fees/begin/", fees.let_begin, name="let_supervision_begin"),
    path("receipts/<int:pk>/confirm/", fees.confirm, name="confirm_receipt"),
    path("receipts/<int:pk>/reverse/", fees.reverse_one, name="reverse_receipt"),
]

"""Notices of the final Intensive, the committee's work, and what is watched every day."""

from members.notifications import Kind, register

register(
    Kind("final_asked", subject="{candidate} asks for a credentialing Intensive"),
    Kind("final_declined", subject="Your request for a credentialing Intensive"),
    Kind("final_agreed", subject="Your credentialing Intensive is agreed"),
    Kind("candidate_coming", subject="{candidate} comes to {intensive} as a credentialing candidate"),
    Kind("faculty_in_question", subject="The faculty planned for {candidate}"),
    Kind("final_called_off", subject="The credentialing Intensive of {candidate} falls through"),
    Kind("assessment_due", subject="Your assessment of {candidate}"),
    Kind("assessment_delivered", subject="Your assessment"),
    Kind("assessment_for_committee", subject="The assessment of {candidate} has been delivered"),
    Kind("reading_set", subject="How we read a clause from now on"),
    Kind("determination_made", subject="The committee has decided: {said}"),
    Kind("training_begun", subject="Your training has begun"),
    Kind("review_opened", subject="Committee review of {candidate}"),
    Kind("work_proposed", subject="The committee proposes further work"),
    Kind("work_agreed", subject="{candidate} agrees to the further work"),
    Kind("work_not_agreed", subject="{candidate} does not agree to the further work"),
    Kind("work_taken_back", subject="The proposed further work is taken back"),
    Kind("work_closed", subject="Your further work is closed"),
    Kind("deadline_proposed", subject="Another deadline is proposed to you"),
    Kind("deadline_answered", subject="{candidate} has answered about a deadline"),
    Kind("work_due", subject="Due soon: {activity}"),
    Kind("work_overdue", subject="Overdue: {activity}"),
    Kind("membership_lapsed", subject="Your membership has lapsed"),
    Kind("candidate_lapsed", subject="The membership of {candidate} has lapsed"),
    Kind("membership_gap", subject="A gap in the membership of {candidate}"),
    Kind("evaluator_missing", subject="{candidate} has no evaluator for {intensive} yet"),
    Kind("assessment_late", subject="The assessment of {candidate} is still with you"),
    Kind("assessment_late_for_chair", subject="The assessment of {candidate} is late"),
)

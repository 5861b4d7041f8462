-- How did the epidemic run? Cases by day and place: what was new, what the total was, how many were in care, and whether the documents agree on it.
-- Nothing is added up: a day that is told only in parts, local and imported, has no row of scope all.
-- Take one aspect and one scope for a curve: new cases have aspect incremental, the reported total cumulative, patients now current.
-- day: The day; of a longer period its last.
-- period_start: First day of the period that new cases are about; null for totals so far and states of a day.
-- scope: Which cases: all, local, imported, critical, severe, moderate or mild. The others are parts of all, not to be added to it.
-- value: The value told as exact, by most documents, last, and of several in one document the greatest, as parts are smaller than their whole.
-- verdict: agreeing (several documents tell it alike), differing (they contradict each other), single (one document tells it), unclear (one document, several numbers), or lost (nobody has all digits).
-- least: Least value told.
-- greatest: Greatest value told.
-- documents: Number of documents that tell it, with its digits or without.
-- lost: Number of mentions whose value the source lost.
-- tellings: Each mention with its hedge, its sentence and where it stands in which document.
select
    day, period_start, place, place_code, measure, aspect,
    if(starts_with(measure, 'cases_'), counted, 'all') as scope,
    value, verdict, least, greatest, documents, lost, tellings
from claims
where
    measure in ('cases_confirmed', 'cases_asymptomatic', 'cases_cured', 'cases_deaths', 'cases_suspected', 'positives')
    and aspect in ('incremental', 'cumulative', 'current')
order by place, measure, aspect, scope, day

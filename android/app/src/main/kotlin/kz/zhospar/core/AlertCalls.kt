package kz.zhospar.core

import kz.zhospar.core.generated.KitState
import kz.zhospar.core.generated.Outcome
import kz.zhospar.core.generated.Phone
import kz.zhospar.core.generated.Session
import kz.zhospar.core.generated.Standing as CoreStanding
import kz.zhospar.platform.Able
import kz.zhospar.platform.Facts

/** The button, check-ins and the drill: on a thread of their own, beside all other calls. */
class AlertCalls internal constructor(private val calls: Calls) {
    /** Nothing is taken up any more. What this process has begun is not: its messages would go out twice. */
    private var isResumed = false

    /** Goes on with what ran before the process began; once. */
    fun resume(able: Able, tongue: Tongue): AlertNews? {
        if (isResumed) return null
        val outcome = calls.phone().resume(able.toCore(), calls.now())
        // What can't be read yet is taken up once it can.
        isResumed = calls.phone().kitState() != KitState.UNAVAILABLE
        return news(outcome, tongue)
    }

    /** The button was held. */
    fun press(able: Able, tongue: Tongue): AlertNews = news(calls.phone().press(able.toCore(), calls.now()).also { isResumed = true }, tongue)

    fun step(event: AlertEvent, tongue: Tongue): AlertNews =
        news(calls.ordered { session -> calls.phone().step(event.toCore(), session, calls.now()) }, tongue)

    /** Begins a check-in; this contact is told of it now. */
    fun checkIn(able: Able, contact: String?, due: Moment, tongue: Tongue): AlertNews =
        owned(tongue) { phone, session -> phone.checkIn(able.toCore(), contact, due.toCore(), session, calls.now()) }

    fun extend(due: Moment, tongue: Tongue): AlertNews = owned(tongue) { phone, session -> phone.extend(due.toCore(), session, calls.now()) }

    /** Tells one contact, or all, that this is a drill. */
    fun drill(able: Able, only: String?, tongue: Tongue): AlertNews =
        owned(tongue) { phone, session -> phone.drill(able.toCore(), only?.let(::listOf), session, calls.now()) }

    /** What may be seen by whoever is here. A screen that is locked already may be ahead of the session. */
    fun view(tongue: Tongue, isOpen: Boolean): AlertView? = calls.ordered { session -> view(session.takeIf { isOpen }, tongue) }

    /** Looks at contacts and phone before they are needed. Waits for the log, so it is asked for with it. */
    internal fun review(able: Able, facts: Facts, tongue: Tongue): List<Finding> =
        calls.phone().review(able.toCore(), facts.toCore(), calls.opened(), calls.now()).map { finding ->
            val standing = when (finding.standing) {
                CoreStanding.GOOD -> Standing.GOOD
                CoreStanding.BAD -> Standing.BAD
                CoreStanding.UNKNOWN -> Standing.UNKNOWN
            }
            Finding(finding.key, standing, word("drill-${finding.key}-${standing.name.lowercase()}", tongue.language))
        }

    /** Everyone who would be told, in that order. Waits for the log. */
    internal fun contacts(): List<Named> = calls.opened().alertBook().use { book -> book.contacts().map { Named(it.id, it.said.name) } }

    /** Takes what is over into the history of the session. Waits for the log. */
    internal fun settle() {
        calls.phone().settle(calls.opened(), calls.now())
    }

    /** The owner's unlock may have mended what is read without the PIN. */
    internal fun unlocked() {
        calls.phone().refresh()
        settle()
    }

    private fun owned(tongue: Tongue, work: (Phone, Session) -> Outcome): AlertNews =
        news(calls.ordered { work(calls.phone(), calls.opened()) }.also { isResumed = true }, tongue)

    private fun news(outcome: Outcome, tongue: Tongue): AlertNews = calls.ordered { session ->
        val outside = view(null, tongue)
        AlertNews(
            effects = outcome.effects.mapNotNull { it.toValue(tongue.language) },
            unsaved = if (outcome.saved) null else word("alert-not-saved", tongue.language),
            view = view(session, tongue),
            isSeen = outside?.isRunning == true,
            isWaiting = outside?.phase == AlertPhase.WAITING,
            isUnread = calls.phone().kitState() == KitState.UNAVAILABLE,
        )
    }

    private fun view(session: Session?, tongue: Tongue): AlertView? {
        val now = calls.now()
        val trouble = if (calls.phone().kitState() == KitState.DAMAGED) word("kit-damaged", tongue.language) else null
        return calls.phone().view(session, now)?.toValue(tongue.language, now.wall, trouble)
    }
}

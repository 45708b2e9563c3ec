package kz.zhospar.core

import kz.zhospar.platform.RadioReport
import kz.zhospar.platform.Spot

/** What happened, as the core is told of it. Whose order it is shows the session that is open. */
sealed interface AlertEvent {
    data object Tick : AlertEvent

    data class Located(val spot: Spot) : AlertEvent

    data class Radio(val send: Long, val report: RadioReport) : AlertEvent

    data class Delivered(val send: Long) : AlertEvent

    /** What she says of the filled-in message; null if she does not. */
    data class SheetClosed(val send: Long, val wentOut: Boolean?) : AlertEvent

    data class Received(val from: String, val text: String) : AlertEvent

    /** She says by hand that they have answered. */
    data class Answered(val contact: String) : AlertEvent

    data object SendPlace : AlertEvent

    data object Cancel : AlertEvent

    /** Help is no longer needed, or she has arrived. */
    data object Over : AlertEvent
}

/** What the phone is to do. */
sealed interface AlertEffect {
    data class Hand(val send: Long, val number: String, val text: String, val sim: Int) : AlertEffect

    /** A message that leaves by her hand alone. */
    data class Sheet(val send: Long, val numbers: List<String>, val text: String) : AlertEffect

    data class WakeAt(val uptimeNanos: Long) : AlertEffect

    data object AskPlace : AlertEffect

    data object StopPlace : AlertEffect

    /** Neutral words for her own phone. */
    data class Say(val words: String) : AlertEffect

    data class Show(val screen: AlertScreen) : AlertEffect
}

enum class AlertScreen {
    COUNTDOWN, CHECK_IN, RUNNING, GONE, ENDED;

    val isOver: Boolean get() = this == GONE || this == ENDED
}

/** Named as in the core: its words stand under these names. */
enum class AlertPhase {
    WAITING, DRILL, COUNTDOWN, CLIMBING, ANSWERED, NOBODY_REACHED, SAFE, CANCELLED;

    /** Whether people are being told, or about to be. */
    val isAlert: Boolean get() = this in setOf(COUNTDOWN, CLIMBING, ANSWERED, NOBODY_REACHED)
}

/** What is known of one message. None is ever merged with another. */
enum class Part {
    NOT_YET, NOT_SENT, WAITING, RETRYING, HANDED, DELIVERED, FAILED, UNKNOWN;

    /** Whether it may have left the phone. */
    val isOut: Boolean get() = this in setOf(HANDED, DELIVERED, UNKNOWN)
}

/** A message's state with the core's words for it. */
data class PartSaid(val part: Part, val words: String)

/** What is known of one contact. */
data class Party(
    val id: String,
    val name: String,
    val tier: Int,
    val first: PartSaid,
    val second: PartSaid,
    /** When a human answered, in words. */
    val answered: String?,
    /** Of the message that help is no longer needed, if there is one. */
    val over: PartSaid?,
)

/** A check-in as its screen tells it. */
data class CheckIn(
    val due: Moment,
    val dueWords: String,
    /** Until contacts are told, in words; null where that is not pending. */
    val overdueWords: String?,
    val countsWhenOff: Boolean,
    /** The core's words for what happens if this phone is off. */
    val offWords: String,
)

/** What may be said of what runs. */
data class AlertView(
    val phase: AlertPhase,
    val phaseWords: String,
    /** Until the first message goes out; null after that. */
    val countdownS: Long?,
    val checkIn: CheckIn?,
    val parties: List<Party>,
    val nextWords: String?,
    /** Until the newest place is told; null if something else comes next. */
    val updateInS: Long?,
    /** How old the place is that was told last, and how wide; null if none was. */
    val placeAgeMin: Long?,
    val placeAccuracyM: Long?,
    /** The place itself, in degrees. */
    val place: String?,
    val answersAreSeen: Boolean,
    /** Something is not as it should be, in words: contacts that can't be read. */
    val trouble: String?,
) {
    val isRunning: Boolean get() = countdownS != null || phase.isAlert
}

/** What follows from a step. */
data class AlertNews(
    val effects: List<AlertEffect>,
    /** What is said if a kill would lose it; null if it is saved. */
    val unsaved: String?,
    val view: AlertView?,
    /** Whether anyone who looks at the phone may see that an alert runs. */
    val isSeen: Boolean,
    /** Whether they may see that a check-in waits. */
    val isWaiting: Boolean,
    /** Whether what is kept on the phone could not be read so far: there may be more than this tells. */
    val isUnread: Boolean,
)

/** One thing that was looked at before it is needed. */
data class Finding(val key: String, val standing: Standing, val words: String)

enum class Standing { GOOD, BAD, UNKNOWN }

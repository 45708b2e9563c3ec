package kz.zhospar.core

import kz.zhospar.core.generated.Abilities
import kz.zhospar.core.generated.Effect
import kz.zhospar.core.generated.Event
import kz.zhospar.core.generated.Fix
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.Next
import kz.zhospar.core.generated.PartView
import kz.zhospar.core.generated.PhoneFacts
import kz.zhospar.core.generated.RadioResult
import kz.zhospar.core.generated.RunView
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.androidAbilities
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.nextText
import kz.zhospar.core.generated.partText
import kz.zhospar.core.generated.phaseText
import kz.zhospar.core.generated.text
import kz.zhospar.platform.Able
import kz.zhospar.platform.Facts
import kz.zhospar.platform.Spot
import java.util.Locale
import kz.zhospar.core.generated.CheckInView as CoreCheckIn
import kz.zhospar.core.generated.Moment as CoreMoment

// Between the core's alert and the one that screens know.

internal fun Able.toCore(): Abilities =
    androidAbilities().copy(silentSend = silentSend, receive = receive, deliveryReceipts = silentSend, sims = (if (silentSend) sims else 0).toUByte())

internal fun Facts.toCore() = PhoneFacts(sim, maySend, mayLocate, unrestricted, exactAlarms)

internal fun Spot.toCore() = Fix(lat, lon, accuracyM.toUInt(), CoreMoment(utcMs, offsetMin.toShort()))

internal fun AlertEvent.toCore(): Event = when (this) {
    is AlertEvent.Tick -> Event.Tick
    is AlertEvent.Located -> Event.Located(spot.toCore())
    is AlertEvent.Radio -> Event.Radio(send.toUInt(), RadioResult.valueOf(report.name))
    is AlertEvent.Delivered -> Event.Delivered(send.toUInt())
    is AlertEvent.SheetClosed -> Event.SheetClosed(send.toUInt(), wentOut)
    is AlertEvent.Received -> Event.Received(from, text)
    is AlertEvent.Answered -> Event.Answered(contact)
    is AlertEvent.SendPlace -> Event.SendUpdate
    is AlertEvent.Cancel -> Event.Cancel
    is AlertEvent.Over -> Event.Safe
}

/** Null for what the screen of an alert offers anyway: numbers to dial. */
internal fun Effect.toValue(language: Language): AlertEffect? = when (this) {
    is Effect.SendSms -> AlertEffect.Hand(send.toLong(), number, text, sim.toInt())
    is Effect.OpenSheet -> AlertEffect.Sheet(send.toLong(), numbers, text)
    is Effect.WakeAt -> AlertEffect.WakeAt(at.nanos.toLong())
    is Effect.AskLocation -> AlertEffect.AskPlace
    is Effect.StopLocation -> AlertEffect.StopPlace
    is Effect.OfferDial -> null
    is Effect.Notify -> AlertEffect.Say(word(key, language))
    is Effect.Show -> AlertEffect.Show(AlertScreen.valueOf(screen.name))
}

internal fun RunView.toValue(language: Language, now: CoreMoment, trouble: String?): AlertView {
    val parties = contacts.map { contact ->
        Party(
            id = contact.contact,
            name = contact.name,
            tier = contact.tier.toInt(),
            first = contact.first.toValue(language),
            second = contact.second.toValue(language),
            answered = contact.answered?.let { dateTimeText(it, language) },
            over = contact.over?.toValue(language),
        )
    }
    return AlertView(
        phase = AlertPhase.valueOf(phase.name),
        phaseWords = phaseText(phase, language),
        countdownS = countdownS?.toLong(),
        checkIn = checkIn?.toValue(language),
        parties = parties,
        nextWords = next?.let { nextText(it, language) },
        updateInS = (next as? Next.Update)?.inS?.toLong(),
        placeAgeMin = place?.let { ((now.utcMs - it.at.utcMs) / Moment.MS_PER_MINUTE).coerceAtLeast(0) },
        placeAccuracyM = place?.accuracyM?.toLong(),
        place = place?.let { String.format(Locale.ROOT, "%.5f, %.5f", it.lat, it.lon) },
        answersAreSeen = answersAreSeen,
        trouble = trouble,
    )
}

private fun PartView.toValue(language: Language) = PartSaid(Part.valueOf(name), partText(this, language))

private const val S_PER_MINUTE = 60

private fun CoreCheckIn.toValue(language: Language) = CheckIn(
    due = due.toValue(),
    dueWords = text("check-in-due", language, mapOf("due" to TextArg.Words(dateTimeText(due, language)))),
    overdueWords = overdueInS?.let { inS ->
        text("check-in-overdue-in", language, mapOf("count" to TextArg.Number((inS.toLong() + S_PER_MINUTE - 1).div(S_PER_MINUTE).toULong())))
    },
    countsWhenOff = countsWhenOff,
    offWords = word("check-in-phone-off", language),
)

package kz.zhospar.core

import kz.zhospar.core.generated.AnchorCheck
import kz.zhospar.core.generated.Backup
import kz.zhospar.core.generated.Damage
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.Session
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.Withdrawn
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.text

/** Copies of the log, anchors that others keep, and what mends or renews the vault. Making, restoring, checking and renewing may be long calls. */
class CopyCalls internal constructor(private val calls: Calls) {
    /** Whole where they belong, but not counted: the lock came first. */
    private val uncounted = ArrayList<CopyMade>()

    /** With another app. One log's copy takes no other log's place. */
    private val handed = ArrayList<CopyMade>()

    /** When the last copy was made, in words. */
    fun last(tongue: Tongue): String {
        uncounted.filter(::isHere).forEach(::count)
        val made = calls.opened().backups().use { it.lastCopy() } ?: return word("copy-none", tongue.language)
        val days = Math.floorDiv(calls.now().wall.utcMs - made.utcMs, MS_PER_DAY).coerceAtLeast(0)
        val args = mapOf("date" to TextArg.Words(dateText(made, tongue.language)), "count" to TextArg.Number(days.toULong()))
        return text("copy-days", tongue.language, args)
    }

    /** Writes a copy. If this fails, what was written must not be used; if not, [confirm] says that it is where it belongs. */
    fun make(own: Boolean, others: List<String>, to: Where, gauge: Gauge, tongue: Tongue): CopyMade {
        val session = calls.held { this }
        val mark = calls.held { log() }.use { it.list(Withdrawn.HIDE, null) }.incidents.lastOrNull()?.id
        val made = calls.held { backups() }.use { it.make(own, others, to.toCore(), calls.now(), gauge.begun()) }
        val opens = word(if (own) "backup-opens-with-code" else "backup-opens-with-others-key", tongue.language)
        return CopyMade(held(made, tongue) + opens, made.at.toValue(), made.records.toLong(), made.evidence.toLong(), mark, session)
    }

    /** Counts a copy. Where the lock came first, or another log is open by now, it counts once its own is open again. */
    fun confirm(made: CopyMade) {
        uncounted += made
        if (isHere(made)) count(made)
    }

    /** Another app is given a copy: it counts when she says that it arrived. */
    fun handOver(made: CopyMade) {
        handed.removeAll(::isHere)
        handed += made
    }

    /** Whether another app was given one of this log, and nobody has said yet what became of it. */
    fun isHanded(): Boolean = handed.any(::isHere)

    fun settleHanded(arrived: Boolean) {
        val settled = handed.filter(::isHere)
        if (arrived) settled.forEach(::count)
        handed.removeAll(settled.toSet())
    }

    private fun count(made: CopyMade) = calls.opened().backups().use {
        val before = it.lastCopy()
        // A later one may have been counted meanwhile.
        if (before == null || before.utcMs < made.at.utcMs) it.confirm(Backup(made.at.toCore(), made.records.toULong(), made.evidence.toULong(), emptyList()))
        uncounted -= made
    }

    /** Whether the log that is open is the one that this is a copy of: behind the second PIN nothing may tell of the other. */
    private fun isHere(made: CopyMade): Boolean {
        val session = calls.opened()
        return session === made.session || (made.mark != null && calls.refusalOf(Tongue.EN) { session.log().use { it.incident(made.mark) } } == null)
    }

    /** Makes a vault of a copy, locked and with a code of its own. A failure leaves nothing. */
    fun restore(from: Where, code: String, pin: String, gauge: Gauge, tongue: Tongue): Restored {
        val restored = calls.restore(from, code, pin, gauge)
        return Restored(restored.made.recoveryCode, held(restored.from, tongue) + word("backup-restored-note", tongue.language))
    }

    private fun held(made: Backup, tongue: Tongue): List<String> = listOfNotNull(
        "${word("backup-made-at", tongue.language)}: ${dateTimeText(made.at, tongue.language)}",
        "${word("backup-records", tongue.language)}: ${made.records}",
        counted("backup-of-damaged", made.damaged.size, tongue).takeIf { made.damaged.isNotEmpty() },
    )

    fun makeAnchor(tongue: Tongue): AnchorMade {
        val made = calls.opened().proofs().use { it.makeAnchor(calls.now()) }
        return AnchorMade(made.text, made.png, listOf(counted("anchor-made", made.records.toInt(), tongue), word("anchor-advice", tongue.language)))
    }

    fun checkAnchor(typed: String): AnchorState = AnchorState.valueOf(calls.opened().proofs().use { it.checkAnchor(typed) }.let(AnchorCheck::name))

    /** Reads everything that this session may see. */
    fun check(gauge: Gauge, tongue: Tongue): Checked {
        val damaged = unlessLocked { it.check(calls.now(), gauge.begun()) }
        val says = if (damaged.isEmpty()) word("check-ok", tongue.language) else counted("check-damaged", damaged.size, tongue)
        return Checked(says, damaged.map { described(it, tongue) })
    }

    private fun described(damage: Damage, tongue: Tongue): String {
        val aside = word("check-set-aside", tongue.language).takeIf { damage.setAside }
        return listOfNotNull(word(damage.what, tongue.language), damage.place, aside).joinToString(" · ")
    }

    /** Seals everything anew under another PIN and locks; returns the new recovery code. The old PIN and the old code open nothing any more. */
    fun renew(pin: String, gauge: Gauge): String {
        val code = unlessLocked { it.rekey(pin, calls.now(), gauge.begun()) }
        // The code is shown, whatever becomes of locking: it can't be had again.
        calls.refusalOf(Tongue.EN) { calls.lock() }
        return code
    }

    /** A lock may come between: what it closed is there no more. */
    private fun <T> unlessLocked(work: (Session) -> T): T {
        val session = calls.held { this }
        return try {
            work(session)
        } catch (_: IllegalStateException) {
            throw PanaException.Locked()
        }
    }

    /** Asks for an incident to be destroyed after the wait; an image of someone under 18 goes at once. */
    fun askErase(incident: String, minor: Boolean) {
        calls.opened().log().use { it.askErase(incident, minor, calls.now()) }
    }

    fun cancelErase(incident: String) = calls.opened().log().use { it.cancelErase(incident, calls.now()) }

    private fun counted(key: String, count: Int, tongue: Tongue): String = text(key, tongue.language, mapOf("count" to TextArg.Number(count.toULong())))

    private companion object {
        const val MS_PER_DAY = 86_400_000L
    }
}

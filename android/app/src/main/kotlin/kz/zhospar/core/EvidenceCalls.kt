package kz.zhospar.core

import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.Evidence as CoreEvidence

/** Files that belong to an incident. Keeping and taking out may be long calls. */
class EvidenceCalls internal constructor(private val calls: Calls) {
    fun of(incident: String, tongue: Tongue): Exhibits {
        val found = calls.opened().log().use { it.incident(incident) }
        return Exhibits(found.evidence.map { it.toValue(tongue) }, found.lacking.map { word("lacks-$it", tongue.language) })
    }

    /**
     * Seals a file as evidence. Where that can't be, one of our own is sealed among the captures: the app may have been locked while the camera was open, and a
     * picture of that moment can't be taken twice. A document that another app lends is still there; and what was read of it once can't be read again from its
     * beginning. What the core bars for good is kept nowhere.
     */
    fun keep(incident: String, sort: CaptureSort, name: String, file: Where, gauge: Gauge, tongue: Tongue): Taken = try {
        calls.held { log() }.use { it.attach(incident, name, file.toCore(), calls.now(), gauge.begun()) }
        Taken(Taken.Place.EVIDENCE)
    } catch (error: PanaException) {
        val words = problemOf(error, tongue).words
        when {
            error is PanaException.Refused && error.key in BARRED -> Taken(Taken.Place.BARRED, words)
            file is Where.Path -> captured(sort, name, file, words, tongue)
            else -> Taken(Taken.Place.NOWHERE, words)
        }
    }

    /** Seals what she made before there was a word about it, as the evidence of an incident of its own. */
    fun begin(sort: CaptureSort, name: String, file: Where.Path, tongue: Tongue): Begun {
        val incident = try {
            calls.keep(null, Draft(UNSAID, calls.now().wall.toValue()), tongue).incident
        } catch (error: PanaException) {
            return Begun(null, captured(sort, name, file, problemOf(error, tongue).words, tongue))
        }
        val taken = keep(incident.id, sort, name, file, Gauge(), tongue)
        if (taken.place == Taken.Place.EVIDENCE) return Begun(incident, taken)
        // Nothing speaks for it; what was kept elsewhere gets one of its own.
        calls.refusalOf(tongue) { calls.withdraw(incident.id) }
        return Begun(null, taken)
    }

    private fun captured(sort: CaptureSort, name: String, file: Where, words: String, tongue: Tongue): Taken {
        val refused = calls.refusalOf(tongue) { calls.captures.file(sort, name, file) }
        return if (refused == null) Taken(Taken.Place.CAPTURES, words) else Taken(Taken.Place.NOWHERE, refused)
    }

    /** Writes a piece out as it came in. If this fails, what was written must not be used. */
    fun takeOut(piece: String, to: Where, gauge: Gauge) {
        calls.held { log() }.use { it.takeOut(piece, to.toCore(), gauge.begun()) }
    }

    private fun CoreEvidence.toValue(tongue: Tongue) = Piece(id, name, bytes.toLong(), sha256, dateTimeText(received, tongue.language))

    private companion object {
        /** Reasons that stand against the file itself. */
        val BARRED = setOf("under-18")

        /** The kind of what nobody has named yet. */
        const val UNSAID = "other"
    }
}

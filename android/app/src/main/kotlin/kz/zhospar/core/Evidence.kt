package kz.zhospar.core

import kz.zhospar.core.generated.FileAt
import kz.zhospar.core.generated.Progress

/** A file as it lies in the vault. */
data class Piece(
    val id: String,
    val name: String,
    val bytes: Long,
    val sha256: String,
    /** When it came in, in words. */
    val received: String,
)

/** The evidence of an incident. */
data class Exhibits(
    val pieces: List<Piece>,
    /** What the incident does not say yet, in words. */
    val lacking: List<String>,
)

/** What can be kept without the PIN. */
enum class CaptureSort { PHOTO, SOUND, VIDEO, FILE }

/** Where what was photographed, recorded or picked is now. */
data class Taken(
    val place: Place,
    /** Why it is not where it was meant to be. */
    val words: String? = null,
) {
    enum class Place {
        EVIDENCE,

        /** Among the captures: in the log after the next unlock. */
        CAPTURES,

        /** It must not be kept at all. */
        BARRED,

        /** Still where it was. */
        NOWHERE,
    }
}

/** What came of a photo or a voice that no incident was written for. */
data class Begun(
    /** The one it got, if it could be kept there. */
    val incident: Incident?,
    val taken: Taken,
)

/** A file that the core reads or writes: by its path, or by the number of an open descriptor. */
sealed interface Where {
    data class Path(val path: String) : Where

    data class Open(val number: Int) : Where
}

internal fun Where.toCore(): FileAt = when (this) {
    is Where.Path -> FileAt.Path(path)
    is Where.Open -> FileAt.Descriptor(number)
}

/** How far a long call is. Read while the call runs on its own thread. */
class Gauge {
    @Volatile
    private var progress: Progress? = null

    /** Bytes that are done. */
    val done: Long get() = progress?.done()?.toLong() ?: 0

    internal fun begun(): Progress = Progress().also { progress = it }
}

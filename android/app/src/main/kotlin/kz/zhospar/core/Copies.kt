package kz.zhospar.core

/** A copy that was written. */
data class CopyMade(
    /** What it holds, with what opens it and what in it is damaged, in words. */
    val says: List<String>,
    val at: Moment,
    val records: Long,
    val evidence: Long,
    /** An incident by which the log that it is of is known again; null if it had none. */
    val mark: String?,
    /** The session it was made in: without an incident there is nothing else to know a log by. */
    internal val session: Any,
)

/** A vault that was made of a copy. */
data class Restored(val recoveryCode: String, val says: List<String>)

/** An anchor for someone to keep. */
class AnchorMade(
    val code: String,
    /** The same as a QR code: a PNG image. */
    val png: ByteArray,
    val says: List<String>,
)

enum class AnchorState { UNCHANGED, CHANGED, SHORTER }

/** What a check of everything found. */
data class Checked(val says: String, val damaged: List<String>)

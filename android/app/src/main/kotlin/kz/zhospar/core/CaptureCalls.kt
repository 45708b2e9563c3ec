package kz.zhospar.core

import kz.zhospar.core.generated.CaptureKind

/** What is kept without the PIN. Only the owner's session finds it. */
class CaptureCalls internal constructor(private val calls: Calls) {
    fun note(words: String) = calls.phone().captureNote(words, calls.now())

    fun file(sort: CaptureSort, name: String, file: Where) = calls.phone().captureFile(CaptureKind.valueOf(sort.name), name, file.toCore(), calls.now())

    /** Captures in the log that she has not confirmed yet. */
    fun unconfirmed(): Long = calls.opened().log().use { it.unconfirmed() }.toLong()

    fun confirm(incident: String) = calls.opened().log().use { it.confirm(incident, calls.now()) }
}

package kz.zhospar

import android.graphics.Bitmap
import java.io.ByteArrayOutputStream

/** Stories of what belongs to an incident. */
abstract class EvidenceStories {
    protected val hand = Hand()
    protected val picture = ByteArrayOutputStream().also { Bitmap.createBitmap(40, 30, Bitmap.Config.ARGB_8888).compress(Bitmap.CompressFormat.JPEG, 90, it) }.toByteArray()

    /** On the evidence of a new incident without a word. */
    protected fun opened(second: String? = null): Hand = hand.opened(second).apply {
        begin("loiter")
        tap(R.string.ev_title)
    }

    protected fun Hand.seesHash(bytes: ByteArray) = sees(sha256(bytes).take(16).chunked(4).joinToString(" "))
}

package kz.zhospar

import android.content.Intent
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** Codes on paper that show whether the log was changed. */
@RunWith(RobolectricTestRunner::class)
class AnchorTest {
    private val hand = Hand()

    @Test
    fun `an anchor fits after more incidents, and a slip in it is noticed`() {
        hand.opened().writeOne("Сначала")
        hand.more(R.string.copy_title).tap(R.string.anchor_make)
        val code = hand.text().lines().single { CODE.matches(it) }
        assertTrue(hand.views().any { hand.said(it) == hand.words(R.string.anchor_qr) })
        hand.tap(R.string.anchor_hand_on)
        @Suppress("DEPRECATION")
        val handed = shadowOf(hand.activity).nextStartedActivity.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!
        assertEquals(code, handed.getStringExtra(Intent.EXTRA_TEXT)!!.replace('-', ' '))
        repeat(3) { hand.back() }
        hand.writeOne("Потом")
        hand.more(R.string.copy_title).tap(R.string.anchor_check)
        hand.type(R.string.anchor_code, code.lowercase())
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("Nothing before this code was changed"))
        hand.type(R.string.anchor_code, (if (code.first() == 'A') 'B' else 'A') + code.drop(1))
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("was copied wrongly"))
        hand.type(R.string.anchor_code, code.take(20))
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("Some are missing"))
    }

    @Test
    fun `an anchor of another log does not fit`() {
        hand.opened().more(R.string.copy_title).tap(R.string.anchor_make)
        val code = hand.text().lines().single { CODE.matches(it) }
        hand.startOnNewPhone()
        hand.firstRun().pin("7391")
        repeat(3) { hand.writeOne("Другой журнал $it") }
        hand.more(R.string.copy_title).tap(R.string.anchor_check)
        hand.type(R.string.anchor_code, code)
        hand.tap(R.string.anchor_compare)
        assertTrue(hand.text(), hand.sees("it is the code of another log"))
    }

    private companion object {
        val CODE = Regex("[A-Z2-7]{4}( [A-Z2-7]{4}){15}")
    }
}

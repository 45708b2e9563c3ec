package kz.zhospar.ui.copies

import android.content.ActivityNotFoundException
import android.content.Intent
import android.graphics.BitmapFactory
import android.graphics.Color
import android.graphics.Typeface
import android.graphics.drawable.BitmapDrawable
import android.view.Gravity
import android.view.View
import android.widget.ImageView
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.AnchorMade
import kz.zhospar.core.Answer
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** An anchor for someone to keep: its code, and the same to be read by another phone. */
class AnchorScreen(private val shell: Shell) : Screen() {
    private var isAsked = false
    private var anchor: AnchorMade? = null
    private var problem: String? = null
    private var hasNoApp = false

    /** Each one stands in the history: coming back to this page makes no other. */
    override fun begin() {
        if (isAsked) return
        isAsked = true
        val tongue = shell.tongue
        shell.ask({ copies.makeAnchor(tongue) }) { answer ->
            if (answer is Answer.Done) anchor = answer.value
            if (answer is Answer.Not) problem = answer.problem.words
            shell.redraw(this)
        }
    }

    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.anchor_new)))
        with(kit) {
            problem?.let { content.put(warning(it)) }
            val made = anchor ?: return@with
            content.put(body(made.says.first()))
            // Broken between groups alone; gaps are no matter when it is read again.
            content.put(card(heading(made.code.replace('-', ' ')).apply { typeface = Typeface.MONOSPACE }))
            content.addView(picture(made), LinearLayout.LayoutParams(dp(SIDE_DP), dp(SIDE_DP)).apply {
                topMargin = dp(12)
                gravity = Gravity.CENTER_HORIZONTAL
            })
            if (hasNoApp) content.put(warning(words(R.string.anchor_no_app)))
            content.put(plain(words(R.string.anchor_hand_on)) { handOn(this, made) })
            made.says.drop(1).forEach { content.put(body(it.replace("-", "-$MAY_BREAK"))) }
        }
        return kit.framed(shell, this, content)
    }

    /** The code alone: it tells nothing, not even what it is. */
    private fun handOn(kit: Kit, made: AnchorMade) = try {
        val code = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, made.code)
        kit.context.startActivity(Intent.createChooser(code, null))
    } catch (_: ActivityNotFoundException) {
        hasNoApp = true
        shell.redraw(this)
    }

    /** Each square stays sharp, on white in the dark too, else no other phone reads it. */
    private fun Kit.picture(made: AnchorMade): View = ImageView(context).apply {
        val bitmap = BitmapFactory.decodeByteArray(made.png, 0, made.png.size)
        setImageDrawable(BitmapDrawable(resources, bitmap).apply { paint.isFilterBitmap = false })
        scaleType = ImageView.ScaleType.FIT_CENTER
        setBackgroundColor(Color.WHITE)
        setPadding(dp(8), dp(8), dp(8), dp(8))
        contentDescription = words(R.string.anchor_qr)
    }

    private companion object {
        const val SIDE_DP = 240

        /** Two long words with a hyphen between them have no room in one line. */
        const val MAY_BREAK = '\u200b'
    }
}

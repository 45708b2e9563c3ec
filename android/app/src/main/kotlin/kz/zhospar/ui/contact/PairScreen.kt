package kz.zhospar.ui.contact

import android.graphics.BitmapFactory
import android.graphics.Typeface
import android.graphics.drawable.BitmapDrawable
import android.text.InputType
import android.widget.ImageView
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Calls
import kz.zhospar.core.Changed
import kz.zhospar.core.PairCode
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.FormScreen
import kz.zhospar.ui.entry.word

/** The key that two phones share: shown here for theirs, or taken from theirs. Shown only when asked for, since whoever sees it can write in her name. */
class PairScreen(shell: Shell, private val id: String, private var isPaired: Boolean) : FormScreen<String, Changed<Unit>>(shell, "") {
    private var code: PairCode? = null
    private var said: String? = null
    private var asksUnpair = false

    /** The core names no field: whatever is refused here is what was typed. */
    override val fields = emptySet<String>()

    /** A code that was pasted is at hand still. */
    override fun back(): Boolean = false

    override fun Calls.keep(draft: String, tongue: Tongue): Changed<Unit> = contacts.takePair(id, draft, tongue)

    override fun kept(answer: Changed<Unit>) {
        code = null
        isPaired = true
        said = answer.refused
    }

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(words(R.string.pair)))
        said?.let { content.put(warning(it)) }
        content.put(body(words(if (isPaired) R.string.pair_there else R.string.pair_about)))
        content.put(note(shell.word("contact-pair-advice")))
        val shown = code
        if (shown == null) content.put(primary(words(R.string.pair_show)) { show() }) else picture(content, shown)
        content.put(heading(words(R.string.pair_take)), gap = 24)
        line(content, words(R.string.pair_typed), draft, lines = 3, type = CODE) { _, words -> words }
        standing(content)
        keepButton(content, R.string.pair_keep)
        if (isPaired) unpair(content)
    }

    private fun Kit.picture(content: LinearLayout, code: PairCode) {
        val bitmap = BitmapFactory.decodeByteArray(code.png, 0, code.png.size)
        content.put(ImageView(context).apply {
            // Squares stay sharp, however large the picture is drawn.
            setImageDrawable(BitmapDrawable(resources, bitmap).apply { isFilterBitmap = false })
            contentDescription = words(R.string.pair_picture)
            scaleType = ImageView.ScaleType.FIT_CENTER
            adjustViewBounds = true
            minimumHeight = dp(PICTURE)
        })
        content.put(card(body(spaced(code.text)).apply { typeface = Typeface.MONOSPACE }))
    }

    private fun Kit.unpair(content: LinearLayout) {
        content.put(plain(words(R.string.pair_end)) {
            asksUnpair = true
            shell.redraw(this@PairScreen)
        }, gap = 24)
        if (!asksUnpair) return
        content.put(warning(words(R.string.pair_end_about)))
        content.put(plain(words(R.string.pair_end_yes)) {
            val tongue = shell.tongue
            act({ contacts.unpair(id, tongue) }) {
                code = null
                isPaired = false
                asksUnpair = false
                said = it.refused
            }
        })
    }

    private fun show() {
        val tongue = shell.tongue
        act({ contacts.pair(id, tongue) }) {
            code = it.value
            isPaired = true
            said = it.refused
        }
    }

    /** In groups that an eye can hold; gaps don't matter to whoever types it. */
    private fun spaced(text: String): String = text.substringBefore(':') + ":\n" + text.substringAfter(':').chunked(GROUP).joinToString(" ")

    private companion object {
        const val PICTURE = 240
        const val GROUP = 4
        const val CODE = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS or InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS
    }
}

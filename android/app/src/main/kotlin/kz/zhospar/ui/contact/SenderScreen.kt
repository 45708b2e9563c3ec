package kz.zhospar.ui.contact

import android.text.InputType
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Calls
import kz.zhospar.core.Changed
import kz.zhospar.core.Sender
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.entry.FormScreen
import kz.zhospar.ui.entry.word

/** Her name, as messages say it. */
class SenderScreen(shell: Shell, was: Sender) : FormScreen<Sender, Changed<Sender>>(shell, was) {
    private var refused: String? = null

    override val fields = setOf("contact-name", "latin")

    override fun Calls.keep(draft: Sender, tongue: Tongue): Changed<Sender> = contacts.keepSender(draft.name, draft.latin, tongue)

    override fun kept(answer: Changed<Sender>) {
        refused = answer.refused
        // What could not be told to the button stands here; else nothing is left to say.
        if (refused == null) leaveBehind()
    }

    override fun Kit.fill(content: LinearLayout) {
        content.put(title(shell.word("contact-me")))
        standing(content)
        refused?.let { content.put(warning(it)) }
        content.put(body(words(R.string.first_name_about)))
        line(content, words(R.string.first_name_label), draft.name, of = "contact-name") { draft, words -> draft.copy(name = words) }
        line(content, shell.word("field-latin"), draft.latin, of = "latin", type = LATIN) { draft, words -> draft.copy(latin = words) }
        content.put(note(words(R.string.sender_latin_about)))
        keepButton(content)
    }

    private companion object {
        const val LATIN = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_WORDS
    }
}

package kz.zhospar.ui.settings

import android.view.View
import android.widget.LinearLayout
import kz.zhospar.R
import kz.zhospar.core.Tongue
import kz.zhospar.platform.Wording
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.framed

/** What she can choose. */
class SettingsScreen(private val shell: Shell) : Screen() {
    override fun draw(kit: Kit): View {
        val content = kit.column(kit.title(kit.words(R.string.settings)))
        with(kit) {
            content.put(plain(words(R.string.set_pin)) { shell.go(PinScreen(shell)) })
            content.put(plain(words(R.string.renew_title)) { shell.go(RenewScreen(shell)) })
            content.put(plain(words(R.string.check_title)) { shell.go(CheckScreen(shell)) })
            content.put(heading(words(R.string.set_lock)), gap = 24)
            content.put(flow(LOCK_AFTER_MIN.map { minutes ->
                val name = if (minutes == 0) words(R.string.set_lock_now) else context.resources.getQuantityString(R.plurals.minutes, minutes, minutes)
                choice(name, shell.choices.lockAfterS == minutes * S_PER_MIN) {
                    shell.choices.lockAfterS = minutes * S_PER_MIN
                    shell.redraw(this@SettingsScreen)
                }
            }))
            content.put(heading(words(R.string.first_language)), gap = 24)
            content.put(flow(Tongue.entries.map { tongue ->
                choice(tongue.ownName, tongue == shell.tongue) { shell.chooseLanguage(tongue) }
            }))
            notices(content)
            atHand(content)
            content.put(heading(words(R.string.set_second)), gap = 24)
            content.put(body(words(R.string.set_second_about)))
        }
        return kit.framed(shell, this, content)
    }

    private fun Kit.notices(content: LinearLayout) {
        content.put(heading(words(R.string.notices)), gap = 24)
        content.put(body(words(R.string.notices_about)))
        content.put(flow(Wording.entries.map { wording ->
            val lines = listOf(wording.running, wording.reminder).map(::words).distinct().joinToString(" · ")
            choice(lines, wording == shell.choices.wording) { said { shell.choices.wording = wording } }
        }))
        content.put(body(words(R.string.notice_stop_about, words(R.string.notice_stop))))
        content.put(flow(listOf(true to R.string.notice_stop_on, false to R.string.notice_stop_off).map { (isOffered, name) ->
            choice(words(name), shell.choices.stopsFromNotice == isOffered) { said { shell.choices.stopsFromNotice = isOffered } }
        }))
    }

    private fun said(choose: () -> Unit) {
        choose()
        shell.alert.engine.body.notices.renew()
        shell.redraw(this)
    }

    private fun Kit.atHand(content: LinearLayout) {
        content.put(heading(words(R.string.at_hand)), gap = 24)
        content.put(body(words(R.string.at_hand_about, words(shell.choices.wording.reminder))))
        val isShown = shell.choices.isAtHand
        if (isShown && !shell.reminders.areAllowed) content.put(warning(words(R.string.way_not_allowed)))
        content.put(flow(listOf(
            choice(words(R.string.at_hand_on), isShown) { hang(true) },
            choice(words(R.string.at_hand_off), !isShown) { hang(false) },
        )))
    }

    private fun hang(shown: Boolean) {
        shell.choices.isAtHand = shown
        shell.alert.engine.body.notices.showAtHand()
        shell.redraw(this)
        if (shown) shell.errands.permitNotices {
            shell.alert.engine.body.notices.showAtHand()
            shell.redraw(this)
        }
    }

    private companion object {
        val LOCK_AFTER_MIN = listOf(0, 1, 5)
        const val S_PER_MIN = 60
    }
}

package kz.zhospar.ui.first

import android.view.View
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.LinearLayout
import android.widget.Space
import kz.zhospar.R
import kz.zhospar.core.Answer
import kz.zhospar.core.Suspect
import kz.zhospar.core.Tongue
import kz.zhospar.ui.Screen
import kz.zhospar.ui.Shell
import kz.zhospar.ui.codeCard
import kz.zhospar.ui.copies.RestoreScreen
import kz.zhospar.ui.design.Kit
import kz.zhospar.ui.lock.LockScreen
import kz.zhospar.ui.page
import kz.zhospar.ui.pinPage

/** Six short cards. Answers are kept in memory until there is a vault to put them into. */
class FirstRunScreen(private val shell: Shell) : Screen() {
    override val isOpen: Boolean get() = false

    private enum class Card { LANGUAGE, SHARED, WHO, NAME, PIN, SECOND, SECOND_PIN, MAKING, CODE }

    private var card = Card.LANGUAGE
    private var isShared: Boolean? = null
    private var suspect: Suspect? = null
    private var name = ""
    private var pin = ""
    private var first: String? = null
    private var said: Int? = null
    private var problem: String? = null
    private var code = ""

    override fun back(): Boolean {
        when (card) {
            Card.LANGUAGE -> return false
            // The code is shown only here: nothing but her own word leads away from it.
            Card.MAKING, Card.CODE -> return true
            Card.SECOND_PIN -> turn(Card.SECOND)
            Card.SECOND -> turn(Card.PIN)
            else -> turn(Card.entries[card.ordinal - 1])
        }
        return true
    }

    override fun draw(kit: Kit): View = kit.page(this, content(kit))

    private fun content(kit: Kit): LinearLayout = when (card) {
        Card.LANGUAGE -> languages(kit)
        Card.SHARED -> shared(kit)
        Card.WHO -> who(kit)
        Card.NAME -> name(kit)
        Card.PIN -> pinCard(kit, R.string.first_pin, R.string.first_pin_about) {
            pin = it
            turn(Card.SECOND)
        }
        Card.SECOND -> low(
            kit,
            listOf(kit.title(kit.words(R.string.first_second)), kit.body(kit.words(R.string.first_second_about))),
            listOf(
                kit.plain(kit.words(R.string.first_second_set)) { turn(Card.SECOND_PIN) },
                kit.primary(kit.words(R.string.first_second_later)) { make(null) },
            ),
        )
        Card.SECOND_PIN -> pinCard(kit, R.string.first_second, R.string.first_pin_about) { make(it) }
        Card.MAKING -> kit.column(kit.body(kit.words(R.string.wait)))
        Card.CODE -> code(kit)
    }

    private fun languages(kit: Kit): LinearLayout {
        val languages = Tongue.entries.map { tongue ->
            kit.choice(tongue.ownName, tongue == shell.tongue) { shell.chooseLanguage(tongue) }
        }
        val restore = kit.plain(kit.words(R.string.copy_have)) { shell.go(RestoreScreen(shell)) }
        return low(kit, listOf(kit.title(kit.words(R.string.first_language))), languages + next(kit, R.string.next, Card.SHARED) + restore)
    }

    private fun shared(kit: Kit): LinearLayout {
        val choose = { shared: Boolean ->
            isShared = shared
            shell.choices.lockAfterS = if (shared) 0 else LOCK_ALONE_AFTER_S
            turn(Card.WHO)
        }
        return low(
            kit,
            listOf(kit.title(kit.words(R.string.first_shared)), kit.body(kit.words(R.string.first_shared_about))),
            listOf(
                kit.choice(kit.words(R.string.yes), isShared == true) { choose(true) },
                kit.choice(kit.words(R.string.no), isShared == false) { choose(false) },
                next(kit, R.string.skip, Card.WHO),
            ),
        )
    }

    private fun who(kit: Kit): LinearLayout {
        val answers = WHO.map { (who, words) ->
            kit.choice(kit.words(words), who == suspect && who != null) {
                suspect = who
                turn(Card.NAME)
            }
        }
        val skip = kit.plain(kit.words(R.string.skip)) {
            suspect = null
            turn(Card.NAME)
        }
        return low(kit, listOf(kit.title(kit.words(R.string.first_who)), kit.body(kit.words(R.string.first_who_about))), answers + skip)
    }

    private fun name(kit: Kit): LinearLayout = kit.column(
        kit.title(kit.words(R.string.first_name)),
        kit.body(kit.words(R.string.first_name_about)),
        kit.field(kit.words(R.string.first_name_label), name) { name = it },
        kit.primary(kit.words(R.string.next)) { turn(Card.PIN) },
        kit.plain(kit.words(R.string.skip)) {
            name = ""
            turn(Card.PIN)
        },
    )

    /** Asks twice, so that a slip of the thumb shuts nobody out. */
    private fun pinCard(kit: Kit, title: Int, about: Int, chosen: (String) -> Unit): LinearLayout {
        val asked = if (first == null) title else R.string.pin_repeat
        val warning = problem ?: said?.let { kit.words(it) }
        return kit.pinPage(kit.words(asked), kit.words(about).takeIf { first == null }, warning) { typed ->
            val before = first
            problem = null
            said = null
            when (before) {
                null -> first = typed
                typed -> {
                    first = null
                    return@pinPage chosen(typed)
                }
                else -> {
                    first = null
                    said = R.string.pin_differs
                }
            }
            shell.redraw(this)
        }.first
    }

    private fun code(kit: Kit): LinearLayout = kit.codeCard(code, listOfNotNull(problem?.let(kit::warning))) { finish() }

    /** Words above, answers below, where the thumb is. */
    private fun low(kit: Kit, words: List<View>, answers: List<View>): LinearLayout = with(kit) {
        column(*words.toTypedArray()).apply {
            addView(Space(context), LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
            answers.forEach { put(it) }
        }
    }

    private fun next(kit: Kit, words: Int, to: Card): View =
        if (words == R.string.skip) kit.plain(kit.words(words)) { turn(to) } else kit.primary(kit.words(words)) { turn(to) }

    private fun turn(to: Card) {
        card = to
        first = null
        said = null
        scrolledTo = 0
        shell.redraw(this)
    }

    private fun make(secondPin: String?) {
        turn(Card.MAKING)
        val (pin, name, suspect) = Triple(pin, name.trim(), suspect)
        val tongue = shell.tongue
        shell.ask({ make(pin, secondPin, name, suspect, tongue) }) { answer ->
            when (answer) {
                is Answer.Done -> {
                    code = answer.value.recoveryCode
                    problem = answer.value.refused
                    turn(Card.CODE)
                }
                is Answer.Not -> {
                    turn(Card.PIN)
                    problem = answer.problem.words
                    shell.redraw(this)
                }
            }
        }
    }

    private fun finish() {
        code = ""
        pin = ""
        shell.home(LockScreen(shell))
    }

    private companion object {
        val WHO = listOf(
            Suspect.LIVES_WITH_ME to R.string.who_lives_with_me,
            Suspect.EX to R.string.who_ex,
            Suspect.ACQUAINTANCE to R.string.who_acquaintance,
            Suspect.STRANGER to R.string.who_stranger,
            null to R.string.who_unknown,
        )
        const val LOCK_ALONE_AFTER_S = 60
    }
}

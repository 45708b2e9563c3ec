package kz.zhospar

import android.app.Application
import android.content.Intent
import kz.zhospar.alert.AlertEngine
import kz.zhospar.alert.Body
import kz.zhospar.alert.ReminderReceiver
import kz.zhospar.core.Core
import kz.zhospar.core.Cost
import kz.zhospar.core.Tongue
import kz.zhospar.platform.Choices
import kz.zhospar.platform.Clock
import kz.zhospar.platform.DeviceKeys
import kz.zhospar.platform.Folders
import kz.zhospar.platform.KeystoreKeys
import kz.zhospar.platform.Media
import kz.zhospar.platform.PhoneClock
import kz.zhospar.platform.PhoneSound
import kz.zhospar.platform.Reminders
import kz.zhospar.platform.Sound
import kz.zhospar.ui.Shell
import java.util.concurrent.Executor
import java.util.concurrent.Executors

/** Puts the parts together. What is open lives here and not in an activity, and ends with the process: nothing of it is ever in the system's saved state. */
open class App : Application() {
    private var parts = lazy(::assemble)

    val shell: Shell get() = parts.value.shell

    /** Usable before the first unlock of the phone. */
    val alert: AlertEngine get() = parts.value.alert

    /** So are these. */
    val reminders: Reminders get() = parts.value.reminders

    /** The shell touches what opens with the first unlock of the phone, and the others do not. */
    private class Parts(val alert: AlertEngine, val reminders: Reminders, shell: () -> Shell) {
        val shell by lazy(shell)
    }

    private fun assemble(): Parts {
        val clock = clock()
        val choices = Choices(this)
        val core = Core(Folders.of(this), keys(), clock, cost())
        val alert = AlertEngine(core, Body(this, clock, choices)) { tongueOf(choices.language ?: resources.configuration.locales[0].language) }
        val reminders = Reminders(this, clock, due = Intent(this, ReminderReceiver::class.java))
        return Parts(alert, reminders) { Shell(core, choices, clock, alert, Media(this, background(), sound()), reminders) }
    }

    private fun tongueOf(tag: String): Tongue = Tongue.entries.firstOrNull { it.tag == tag } ?: Tongue.EN

    protected open fun clock(): Clock = PhoneClock(this)

    protected open fun keys(): DeviceKeys = KeystoreKeys()

    protected open fun cost(): Cost = Cost.CALIBRATED

    /** Where other apps are waited for. */
    protected open fun background(): Executor = Executors.newCachedThreadPool()

    protected open fun sound(): Sound = PhoneSound(this)
}

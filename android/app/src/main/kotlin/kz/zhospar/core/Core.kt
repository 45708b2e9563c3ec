package kz.zhospar.core

import android.os.Handler
import android.os.Looper
import kz.zhospar.core.generated.PanaException
import kz.zhospar.platform.Clock
import kz.zhospar.platform.DeviceKeys
import kz.zhospar.platform.Folders
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/** What trying a PIN costs. */
enum class Cost { CALIBRATED, LEAST }

/**
 * The way to the core. Whatever is asked runs on one thread of its own, one thing after another, and the answer comes back on the main thread:
 * a save that was asked for before a lock is done before it. Alerts have a second such thread.
 */
class Core(private val folders: Folders, keys: DeviceKeys, clock: Clock, cost: Cost) {
    private val thread: ExecutorService = Executors.newSingleThreadExecutor { work -> Thread(work, "core") }
    private val files: ExecutorService = Executors.newSingleThreadExecutor { work -> Thread(work, "files") }
    private val alerts: ExecutorService = Executors.newSingleThreadExecutor { work -> Thread(work, "alerts") }
    private val main = Handler(Looper.getMainLooper())
    private val calls = Calls(folders, KeyBridge(keys), clock, cost)

    /** Whether there is a vault to unlock. Looks at file names alone. */
    fun hasVault(): Boolean = folders.holdVault()

    /** Whether anything could be there that needs no PIN. Looks at a file name alone. */
    fun hasDevice(): Boolean = folders.device.exists()

    /** Asks the core. Problems are told in this language. */
    fun <T> ask(tongue: Tongue, work: Calls.() -> T, then: (Answer<T>) -> Unit = {}) = run(thread, tongue, work, then)

    /**
     * For what reads or writes a file of another app, which may take minutes: a lock does not wait for it but breaks it off, and no call for help stands in line
     * behind it. Only calls that say that they may be made from here are.
     */
    fun <T> askLong(tongue: Tongue, work: Calls.() -> T, then: (Answer<T>) -> Unit = {}) = run(files, tongue, work, then)

    /** What has to do with an alert, on a thread of its own: a call for help stands in no line behind the log. */
    fun <T> alert(tongue: Tongue, work: AlertCalls.() -> T, then: (Answer<T>) -> Unit = {}) = run(alerts, tongue, { alert.work() }, then)

    private fun <T> run(on: ExecutorService, tongue: Tongue, work: Calls.() -> T, then: (Answer<T>) -> Unit) {
        on.execute {
            val answer = answered(tongue) { calls.work() }
            main.post { then(answer) }
        }
    }

    private fun <T> answered(tongue: Tongue, work: () -> T): Answer<T> = try {
        Answer.Done(work())
    } catch (error: PanaException) {
        Answer.Not(problemOf(error, tongue))
    }
}

/** No call that takes time is made on the thread that draws. */
internal object OffMain {
    fun check() = check(Looper.myLooper() != Looper.getMainLooper()) { "the core was called on the main thread" }
}

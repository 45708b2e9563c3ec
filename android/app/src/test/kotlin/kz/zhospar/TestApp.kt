package kz.zhospar

import android.os.Handler
import kz.zhospar.core.Calls
import kz.zhospar.core.Core
import kz.zhospar.core.Cost
import kz.zhospar.platform.Clock
import kz.zhospar.platform.DeviceKeys
import kz.zhospar.platform.KeysUnavailable
import kz.zhospar.platform.Sound
import kz.zhospar.platform.Ticks
import java.io.File
import java.security.SecureRandom
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import kotlin.concurrent.withLock

/** The app with a clock that tests turn and keys that lie in memory. Robolectric takes it for its name. */
open class TestApp : App() {
    val ticks = TestClock()
    val keyring = MemoryKeys()

    val core: Core get() = field(shell, "core")

    override fun clock(): Clock = ticks

    override fun keys(): DeviceKeys = keyring

    val recorder = FakeSound()

    override fun cost(): Cost = Cost.LEAST

    val beside = Beside()

    override fun background(): Executor = beside

    override fun sound(): Sound = recorder

    /** What ended a thread to the core, as it would end the app. */
    @Volatile
    var broken: Throwable? = null
        private set

    override fun onCreate() {
        super.onCreate()
        Thread.setDefaultUncaughtExceptionHandler { thread, error -> if (thread.name in CORE_THREADS) broken = error else error.printStackTrace() }
    }

    /** As if the system had ended the process: nothing is saved, nothing is locked, and the next start knows only what is on the disk. */
    fun kill() {
        val calls = field<Calls>(core, "calls")
        CORE_THREADS.values.forEach(::end)
        alert.window = null
        alert.body.where.stop()
        field<Handler>(alert, "main").removeCallbacksAndMessages(null)
        listOf("session", "vault", "phone").forEach { name -> field<AutoCloseable?>(calls, name)?.close() }
        val parts = App::class.java.getDeclaredField("parts").apply { isAccessible = true }
        val assemble = App::class.java.getDeclaredMethod("assemble").apply { isAccessible = true }
        parts.set(this, lazy { assemble.invoke(this) })
    }

    /** With the process ends what its threads had still to do. What is asked of them later is nobody's. */
    private fun end(name: String) {
        val threads = field<ExecutorService>(core, name)
        val nobody = ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, LinkedBlockingQueue(), ThreadPoolExecutor.DiscardPolicy()).apply { shutdown() }
        Core::class.java.getDeclaredField(name).apply { isAccessible = true }.set(core, nobody)
        threads.shutdownNow()
        check(threads.awaitTermination(60, TimeUnit.SECONDS)) { "$name is still at work" }
    }

    @Suppress("UNCHECKED_CAST")
    private fun <T> field(of: Any, name: String): T = of.javaClass.getDeclaredField(name).apply { isAccessible = true }.get(of) as T

    private companion object {
        /** By their names, and what Core calls them. */
        val CORE_THREADS = mapOf("core" to "thread", "alerts" to "alerts")
    }
}

/** Threads beside the one that draws, and whether they are done. */
class Beside : Executor {
    private val threads = Executors.newCachedThreadPool { work -> Thread(work).apply { isDaemon = true } }
    private val lock = ReentrantLock()
    private val idle = lock.newCondition()
    private var running = 0

    /** How much was ever asked of them. */
    @Volatile
    var asked = 0
        private set

    override fun execute(work: Runnable) {
        lock.withLock {
            running += 1
            asked += 1
        }
        threads.execute {
            try {
                work.run()
            } finally {
                lock.withLock {
                    running -= 1
                    idle.signalAll()
                }
            }
        }
    }

    /** False if they are still at work after so long. */
    fun await(mostMs: Long): Boolean = lock.withLock {
        var leftNanos = mostMs * 1_000_000
        while (running > 0 && leftNanos > 0) leftNanos = idle.awaitNanos(leftNanos)
        running == 0
    }
}

/** 2026-11-27, 09:40 in Almaty, until someone turns it. */
class TestClock : Clock {
    private var passedMs = 0L
    private var turnedMs = 0L
    private var bootMs = 0L
    private var boots: Byte = 7

    override fun now() = Ticks(START_MS + passedMs + turnedMs, OFFSET_MIN, List(16) { boots }, UPTIME_NANOS + (passedMs - bootMs) * 1_000_000)

    /** The phone has started anew: the clock that can't be set begins again. */
    fun restart() {
        bootMs = passedMs + UPTIME_NANOS / 1_000_000
        boots++
    }

    /** Someone turns the clock on the wall; the other one runs on. */
    fun turn(seconds: Long) {
        turnedMs += seconds * 1_000
    }

    fun pass(seconds: Long) {
        passedMs += seconds * 1_000
    }

    private companion object {
        const val START_MS = 1_795_754_400_000L
        const val OFFSET_MIN = 300
        const val UPTIME_NANOS = 86_400_000_000_000L
    }
}

class MemoryKeys : DeviceKeys {
    private val keys = ConcurrentHashMap<String, ByteArray>()

    /** As if the key store did not answer. */
    var isAway = false

    override fun hmac(alias: String, message: ByteArray): ByteArray? = (if (isAway) throw KeysUnavailable(IllegalStateException()) else keys[alias])?.let { key ->
        Mac.getInstance("HmacSHA256").run {
            init(SecretKeySpec(key, "HmacSHA256"))
            doFinal(message)
        }
    }

    override fun create(alias: String) {
        keys.computeIfAbsent(alias) { ByteArray(32).also(SecureRandom()::nextBytes) }
    }

    override fun destroy(alias: String) {
        keys.remove(alias)
    }

    fun lose() = keys.clear()

    fun copy(): Map<String, ByteArray> = keys.toMap()

    fun become(others: Map<String, ByteArray>) {
        keys.clear()
        keys.putAll(others)
    }
}

/** A microphone that hears one thing, and a loudspeaker that notes what it was given. */
class FakeSound : Sound {
    var isBusy = false
    var heard = byteArrayOf()
    var recording: File? = null
    var playing: File? = null

    /** What it says when it ends by itself. */
    var broke: () -> Unit = {}

    /** A call takes what it hears, or gives it back. */
    var silenced: (Boolean) -> Unit = {}

    /** Nothing more arrives. */
    var isStill = false

    override var recordedBytes = 0L
        get() = field.also { if (!isStill) field += 1 }

    override fun record(to: File, broke: () -> Unit, silenced: (Boolean) -> Unit): Boolean {
        if (isBusy) return false
        recording = to
        recordedBytes = HEARD.size.toLong()
        this.broke = broke
        this.silenced = silenced
        to.writeBytes(HEARD)
        return true
    }

    override fun stopRecording(): Boolean = (recording != null).also { recording = null }

    override fun play(from: File, ended: () -> Unit): Boolean {
        heard = from.readBytes()
        playing = from
        return true
    }

    override fun stopPlaying() {
        playing = null
    }

    companion object {
        val HEARD = ByteArray(4_000) { (it % 251).toByte() }
    }
}

package kz.zhospar.screens

import android.widget.TextView
import kz.zhospar.Hand
import kz.zhospar.TestApp
import kz.zhospar.core.Answer
import kz.zhospar.core.Gauge
import kz.zhospar.core.Opened
import kz.zhospar.core.Tongue
import kz.zhospar.leftOutside
import kz.zhospar.platform.Folders
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.ParameterizedRobolectricTestRunner
import org.robolectric.ParameterizedRobolectricTestRunner.Parameters
import java.io.File
import java.nio.file.Files

/** Turns the phone, and ends the process, wherever a walk stops. */
@RunWith(ParameterizedRobolectricTestRunner::class)
class KilledTest(private val walk: Walk) {
    private val hand = Hand()

    @Test
    fun `whatever is on the screen is there after the phone was turned`() = walk.steps(
        Tour(hand) { name, _ ->
            if (hand.over != null) return@Tour
            val before = read()
            hand.window.recreate()
            hand.settle()
            assertEquals("$name has lost", emptyList<String>(), before - read().toSet())
        },
    )

    private fun read() = hand.views().filterIsInstance<TextView>().filter { it.isShown }.map { it.text.toString() }

    @Test
    fun `whatever was on the screen, after a kill nothing of it is in sight, and everything opens whole`() {
        val disks = ArrayList<Pair<String, Disk>>()
        walk.steps(Tour(hand) { name, _ -> disks += name to Disk(hand.app) })
        assertTrue(disks.isNotEmpty())
        hand.over = null
        for ((name, disk) in disks) {
            hand.app.kill()
            disk.putBack()
            hand.app.ticks.pass(LONGEST_WAIT_S)
            hand.start()
            assertFalse("$name shows what is behind the PIN", hand.app.shell.isOpen)
            assertEquals("$name leaves something outside", emptyList<File>(), hand.leftOutside())
            if (hand.app.shell.hasVault()) open(name)
            disk.remove()
        }
    }

    private fun open(name: String) {
        var opened: Opened? = null
        for (pin in PINS) {
            hand.app.shell.ask({ unlock(pin, Tongue.EN) }) { answer -> opened = (answer as? Answer.Done)?.value }
            hand.settle()
            if (opened != null) break
        }
        assertTrue("$name does not open", opened != null)
        var damage: List<*>? = null
        hand.app.shell.ask({ copies.check(Gauge(), Tongue.EN) }) { answer -> damage = (answer as? Answer.Done)?.value?.damaged }
        hand.settle()
        assertEquals("$name is damaged", emptyList<Any>(), damage)
        hand.app.shell.ask({ lock() })
        hand.settle()
    }

    companion object {
        /** After wrong PINs. */
        const val LONGEST_WAIT_S = 3_600L

        /** What the walks set. */
        val PINS = listOf("7391", "5208")

        @JvmStatic
        @Parameters(name = "{0}")
        fun walks() = WALKS.map { arrayOf(it) }
    }
}

/** What lies on the phone at one moment, with the keys that it needs. */
private class Disk(private val app: TestApp) {
    private val folders = with(Folders.of(app)) { listOf(vault, device) } + File(app.noBackupFilesDir, "taken") + File(app.cacheDir, "shown")
    private val keys = app.keyring.copy()
    private val kept = Files.createTempDirectory("disk").toFile()

    init {
        folders.forEachIndexed { at, folder -> if (folder.exists()) folder.copyRecursively(File(kept, "$at")) }
    }

    fun putBack() {
        folders.forEachIndexed { at, folder ->
            folder.deleteRecursively()
            File(kept, "$at").takeIf(File::exists)?.copyRecursively(folder)
        }
        app.keyring.become(keys)
    }

    fun remove() = kept.deleteRecursively()
}

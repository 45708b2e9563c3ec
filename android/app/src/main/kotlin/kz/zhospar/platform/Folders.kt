package kz.zhospar.platform

import android.content.Context
import java.io.File

/** Where the vault lies. Neither folder goes into a copy of the system's. */
class Folders private constructor(private val context: Context) {
    /** Opens with the first unlock of the phone, and is not asked for before it. */
    val vault: File get() = File(context.noBackupFilesDir, "log")

    /** Usable before it. */
    val device = File(context.createDeviceProtectedStorageContext().noBackupFilesDir, "device")

    /** Whether a vault was made here. Looks at names alone, so it may be asked while drawing. */
    fun holdVault(): Boolean = vault.list()?.isNotEmpty() == true

    companion object {
        fun of(context: Context) = Folders(context)
    }
}

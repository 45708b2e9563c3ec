package kz.zhospar.platform

import android.content.Context
import java.io.File

/** Where the vault lies. Neither folder goes into a copy of the system's. */
data class Folders(
    /** Opens with the first unlock of the phone. */
    val vault: File,
    /** Usable before it. */
    val device: File,
) {
    /** Whether a vault was made here. Looks at names alone, so it may be asked while drawing. */
    fun holdVault(): Boolean = vault.list()?.isNotEmpty() == true

    companion object {
        fun of(context: Context) = Folders(
            vault = File(context.noBackupFilesDir, "log"),
            device = File(context.createDeviceProtectedStorageContext().noBackupFilesDir, "device"),
        )
    }
}

package kz.zhospar.ui.entry

import kz.zhospar.core.Choice
import kz.zhospar.core.Named
import kz.zhospar.ui.Shell

// The core's words for entries and contacts.

internal fun Shell.word(key: String): String = catalogue?.words?.get(key).orEmpty()

internal fun Shell.choices(of: Choice): List<Named> = catalogue?.choices?.get(of).orEmpty()

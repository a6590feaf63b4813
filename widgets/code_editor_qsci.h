// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QScintilla's headers need Qt's lower-case keywords, which this project leaves undefined (QT_NO_KEYWORDS).
#ifdef QT_NO_KEYWORDS
#define signals Q_SIGNALS
#define slots Q_SLOTS
#endif

#include <Qsci/qscicommandset.h>
#include <Qsci/qsciscintilla.h>

#ifdef QT_NO_KEYWORDS
#undef signals
#undef slots
#endif

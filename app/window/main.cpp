// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"
#include "app/window/screenshot.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLibraryInfo>
#include <QTemporaryDir>
#include <QTranslator>
#include <QUrl>

#include <cstdio>
#include <cstring>
#include <optional>

namespace {

using namespace wirebench;

struct Arguments {
    QStringList files;
    QString screenshot;
    QString typeName;
    QString select;
    QStringList importFolders; ///< Absolute.
    QSize size{1440, 900};
    std::optional<ThemeChoice> theme;
};

bool wantsPicture(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::strncmp(argv[i], "--screenshot", 12) == 0)
            return true;
    }
    return false;
}

/// Pictures, the version and the help need no display.
void choosePlatform(int argc, char** argv)
{
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && (!display || wantsPicture(argc, argv)))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

std::optional<QSize> readSize(const QString& text)
{
    constexpr int kLeast = 320;
    constexpr int kMost = 8192;
    const QStringList parts = text.toLower().split(QLatin1Char('x'));
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    const bool good = parts.size() == 2 && size.width() >= kLeast && size.height() >= kLeast && size.width() <= kMost
        && size.height() <= kMost;
    return good ? std::optional(size) : std::nullopt;
}

[[noreturn]] void usageError(const QString& text)
{
    std::fprintf(stderr, "wirebench: %s\n", qPrintable(text));
    std::exit(2);
}

Arguments readArguments(const QApplication& application)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("main", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("A workbench for binary wire formats: schemas, bytes and values side by side."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("FILE", tr("Schemas, buffers and values to open; - is standard input."), "[FILE…]");
    const QCommandLineOption screenshot("screenshot", tr("Write a picture of the window to OUT.png and exit."),
                                        "OUT.png");
    const QCommandLineOption size("size", tr("Size of the window in the picture (default: 1440x900)."), "WxH");
    const QCommandLineOption theme("theme", tr("Colours for this run: light or dark."), "light|dark");
    const QCommandLineOption type("type", tr("Type to decode the buffer as."), "T");
    const QCommandLineOption select("select", tr("Field to select in the picture, as in header.flags[2]."), "PATH");
    const QCommandLineOption imports({"I", "import-folder"},
                                     tr("Folder in which imported schemas are looked for, before those chosen in the "
                                        "window; may be repeated."),
                                     "DIR");
    parser.addOptions({screenshot, size, theme, type, select, imports});
    parser.process(application);

    Arguments arguments;
    // Desktops hand over addresses of files where a path would do.
    for (const QString& file : parser.positionalArguments())
        arguments.files.append(file.startsWith(QLatin1String("file:")) ? QUrl(file).toLocalFile() : file);
    arguments.screenshot = parser.value(screenshot);
    arguments.typeName = parser.value(type);
    arguments.select = parser.value(select);
    for (const QString& folder : parser.values(imports))
        arguments.importFolders.append(QDir::cleanPath(QDir::current().absoluteFilePath(folder)));
    if (parser.isSet(size)) {
        const auto wanted = readSize(parser.value(size));
        if (!wanted)
            usageError(tr("--size takes a width and a height from 320x320 to 8192x8192, as in 1280x800."));
        arguments.size = *wanted;
    }
    if (parser.isSet(theme)) {
        const QString name = parser.value(theme);
        if (name != QLatin1String("light") && name != QLatin1String("dark"))
            usageError(tr("--theme is light or dark."));
        arguments.theme = ThemeController::fromName(name);
    }
    return arguments;
}

int takePicture(QApplication& application, const Arguments& arguments)
{
    // A picture shows what is asked for, not what somebody chose earlier, and leaves nothing behind.
    QTemporaryDir scratch;
    WindowOptions options;
    options.paths = AppPaths::standard();
    options.paths.settingsFile = scratch.filePath(QStringLiteral("settings.ini"));
    options.keepSession = false;
    options.importFolders = arguments.importFolders;
    options.theme = arguments.theme.value_or(ThemeChoice::Light);
    MainWindow window(options);
    window.resize(arguments.size);
    bool failed = false;
    window.files().setReporter([&failed](const QStringList& errors) {
        for (const QString& error : errors)
            std::fprintf(stderr, "wirebench: %s\n", qPrintable(error));
        failed = true;
    });
    window.show();
    window.start(arguments.files);
    if (failed)
        return 1;
    const Screenshot screenshot(window, arguments.screenshot, arguments.typeName, arguments.select);
    return application.exec();
}

int runWindow(QApplication& application, const Arguments& arguments)
{
    WindowOptions options;
    options.paths = AppPaths::standard();
    options.theme = arguments.theme;
    options.importFolders = arguments.importFolders;
    MainWindow window(options);
    window.show();
    window.start(arguments.files);
    if (!arguments.typeName.isEmpty() && window.workspace().current())
        window.workspace().current()->setTypeName(arguments.typeName);
    return application.exec();
}

} // namespace

int main(int argc, char** argv)
{
    choosePlatform(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("wirebench"));
    QApplication::setApplicationDisplayName(QStringLiteral("Wirebench"));
    QApplication::setApplicationVersion(QStringLiteral(WIREBENCH_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.wirebench.Wirebench"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/wirebench/wirebench.svg")));

    QTranslator qtTexts;
    if (qtTexts.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                     QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qtTexts);
    QTranslator texts;
    if (texts.load(QLocale(), QStringLiteral("wirebench"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&texts);

    const Arguments arguments = readArguments(application);
    return arguments.screenshot.isEmpty() ? runWindow(application, arguments) : takePicture(application, arguments);
}

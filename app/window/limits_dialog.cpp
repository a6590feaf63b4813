// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/limits_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <utility>

namespace wirebench {

namespace {

constexpr auto kStrictKey = "limits/strict";
constexpr auto kLenientKey = "limits/lenient-utf8";

const std::pair<const char*, std::optional<std::uint64_t> LimitChoice::*> kMembers[] = {
    {"message", &LimitChoice::messageBytes}, {"depth", &LimitChoice::depth},
    {"string", &LimitChoice::stringBytes},   {"array", &LimitChoice::arrayElements},
    {"total", &LimitChoice::totalElements},  {"seconds", &LimitChoice::seconds},
};

/// A count as people type it: decimal, 0x, `_` between digits. Nothing when it is none.
std::optional<std::uint64_t> countOf(QString text)
{
    bool ok = false;
    const std::uint64_t number = text.remove(QLatin1Char('_')).trimmed().toULongLong(&ok, 0);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace

LimitsDialog::LimitsDialog(const LimitChoice& present, QWidget* parent) : QDialog(parent), m_choice(present)
{
    setWindowTitle(tr("Limits"));
    setObjectName(QStringLiteral("limitsDialog"));
    auto* about = new QLabel(tr("Decoding stops where bytes ask for more than this, so that damaged or hostile input "
                                "cannot take all memory or time. Leave a line empty to do as the wire format says; 0 "
                                "means no limit."),
                             this);
    about->setWordWrap(true);
    auto* form = new QFormLayout;
    addRow(*form, "message", tr("Bytes of a message"), &LimitChoice::messageBytes, tr("64 MiB"));
    addRow(*form, "depth", tr("Nesting depth"), &LimitChoice::depth, tr("100"));
    addRow(*form, "string", tr("Bytes of a text"), &LimitChoice::stringBytes, tr("10 MiB"));
    addRow(*form, "array", tr("Elements of an array"), &LimitChoice::arrayElements, tr("1,000,000"));
    addRow(*form, "total", tr("Elements in all"), &LimitChoice::totalElements, tr("10,000,000"));
    addRow(*form, "seconds", tr("Seconds"), &LimitChoice::seconds, tr("30"));
    m_strict = new QCheckBox(tr("&Unknown fields are errors"), this);
    m_lenient = new QCheckBox(tr("&Texts need not be UTF-8"), this);
    m_strict->setChecked(present.strict);
    m_lenient->setChecked(present.lenientUtf8);
    form->addRow(QString(), m_strict);
    form->addRow(QString(), m_lenient);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("limitsProblem"));
    m_problem->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addSpacing(6);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] {
        for (const Row& row : m_rows)
            row.edit->clear();
        m_strict->setChecked(false);
        m_lenient->setChecked(false);
    });
    for (QCheckBox* box : {m_strict, m_lenient})
        connect(box, &QCheckBox::toggled, this, &LimitsDialog::read);
    read();
    resize(460, sizeHint().height());
}

void LimitsDialog::addRow(QFormLayout& form, const char* id, const QString& name,
                          std::optional<std::uint64_t> LimitChoice::*member, const QString& hint)
{
    auto* edit = new QLineEdit(this);
    edit->setObjectName(QLatin1String(id));
    edit->setPlaceholderText(tr("as the wire format says; most often %1").arg(hint));
    edit->setClearButtonEnabled(true);
    if (const auto& present = m_choice.*member)
        edit->setText(QString::number(*present));
    form.addRow(name, edit);
    m_rows.push_back({edit, member, name});
    connect(edit, &QLineEdit::textChanged, this, &LimitsDialog::read);
}

void LimitsDialog::read()
{
    m_problem->clear();
    for (const Row& row : m_rows) {
        const QString text = row.edit->text().trimmed();
        const auto count = countOf(text);
        m_choice.*row.member = count;
        if (!text.isEmpty() && !count)
            m_problem->setText(
                tr("%1: “%2” is no count. Type digits, as in 1_000_000, or leave it empty.").arg(row.name, text));
    }
    m_choice.strict = m_strict->isChecked();
    m_choice.lenientUtf8 = m_lenient->isChecked();
    m_accept->setEnabled(m_problem->text().isEmpty());
}

LimitChoice readLimitChoice(const QSettings& settings)
{
    LimitChoice choice;
    for (const auto& [key, member] : kMembers)
        choice.*member = countOf(settings.value(QLatin1String("limits/") + QLatin1String(key)).toString());
    choice.strict = settings.value(kStrictKey).toBool();
    choice.lenientUtf8 = settings.value(kLenientKey).toBool();
    return choice;
}

void writeLimitChoice(QSettings& settings, const LimitChoice& choice)
{
    for (const auto& [id, member] : kMembers) {
        const QString key = QLatin1String("limits/") + QLatin1String(id);
        if (const auto& count = choice.*member)
            settings.setValue(key, QString::number(*count));
        else
            settings.remove(key);
    }
    settings.setValue(kStrictKey, choice.strict);
    settings.setValue(kLenientKey, choice.lenientUtf8);
}

} // namespace wirebench

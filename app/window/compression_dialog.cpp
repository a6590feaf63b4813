// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/compression_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace wirebench {

namespace {

constexpr auto kLevelKey = "streams/level";
constexpr auto kThresholdKey = "streams/threshold";
constexpr int kHighestLevel = 22;
constexpr int kHighestThreshold = std::numeric_limits<int>::max();

} // namespace

CompressionDialog::CompressionDialog(const StreamOptions& present, QWidget* parent)
    : QDialog(parent), m_level(new QSpinBox(this)), m_threshold(new QSpinBox(this))
{
    setWindowTitle(tr("Stream Compression"));
    setObjectName(QStringLiteral("compressionDialog"));
    auto* about = new QLabel(tr("How messages of a stream are compressed when you edit its value or canonicalise its "
                                "bytes. A header frame of the stream says with what: lz4, zstd, snappy or not at all. "
                                "Frames that are already there stay as they are until then."),
                             this);
    about->setWordWrap(true);
    m_level->setObjectName(QStringLiteral("level"));
    m_level->setRange(0, kHighestLevel);
    m_level->setSpecialValueText(tr("the algorithm's own"));
    m_level->setToolTip(tr("lz4 has levels up to 12, zstd up to 22, snappy none; higher is smaller and slower"));
    m_threshold->setObjectName(QStringLiteral("threshold"));
    m_threshold->setRange(0, kHighestThreshold);
    m_threshold->setGroupSeparatorShown(true);
    m_threshold->setSuffix(tr(" bytes"));
    m_threshold->setToolTip(tr("Smaller messages are not worth it: they would become larger"));
    m_level->setValue(present.level);
    m_threshold->setValue(int(std::min<std::uint64_t>(present.threshold, kHighestThreshold)));
    auto* form = new QFormLayout;
    form->addRow(tr("&Level"), m_level);
    form->addRow(tr("Only messages of &more than"), m_threshold);
    auto* buttons = new QDialogButtonBox(
        QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addSpacing(6);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] {
        const StreamOptions usual;
        m_level->setValue(usual.level);
        m_threshold->setValue(int(usual.threshold));
    });
    resize(460, sizeHint().height());
}

StreamOptions CompressionDialog::options() const
{
    return {m_level->value(), std::uint64_t(m_threshold->value())};
}

StreamOptions readStreamOptions(const QSettings& settings)
{
    const StreamOptions usual;
    bool ok = false;
    const int threshold = settings.value(kThresholdKey).toInt(&ok);
    return {std::clamp(settings.value(kLevelKey, usual.level).toInt(), 0, kHighestLevel),
            ok && threshold >= 0 ? std::uint64_t(threshold) : usual.threshold};
}

void writeStreamOptions(QSettings& settings, const StreamOptions& options)
{
    settings.setValue(kLevelKey, options.level);
    settings.setValue(kThresholdKey, qulonglong(options.threshold));
}

} // namespace wirebench

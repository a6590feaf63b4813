// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sample_dialog.h"

#include "app/session/file_io.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace wirebench {

namespace {

constexpr int kIndexRole = Qt::UserRole;
constexpr int kEmptySchema = -1;
constexpr int kGroup = -2;
constexpr qsizetype kPreviewBytes = 20'000;

int indexOf(const QTreeWidgetItem* item)
{
    return item ? item->data(0, kIndexRole).toInt() : kGroup;
}

} // namespace

SampleDialog::SampleDialog(const QList<Sample>& samples, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_samples(samples)
    , m_theme(theme)
    , m_filter(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
    , m_description(new QLabel(this))
    , m_preview(new QPlainTextEdit(this))
{
    setWindowTitle(tr("New from Sample"));
    setObjectName(QStringLiteral("sampleDialog"));
    build();
    fill();
    resize(820, 520);
}

const Sample* SampleDialog::sample() const
{
    const int index = indexOf(m_tree->currentItem());
    return index >= 0 ? &m_samples[index] : nullptr;
}

void SampleDialog::build()
{
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_tree->setHeaderHidden(true);
    m_tree->setMinimumWidth(240);
    m_description->setWordWrap(true);
    m_preview->setReadOnly(true);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setFont(m_theme.monospace);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* left = new QVBoxLayout;
    left->addWidget(m_filter);
    left->addWidget(m_tree, 1);
    auto* right = new QVBoxLayout;
    right->addWidget(m_description);
    right->addWidget(m_preview, 1);
    auto* columns = new QHBoxLayout;
    columns->addLayout(left, 2);
    columns->addLayout(right, 3);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(tr("Create"));
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
    connect(m_filter, &QLineEdit::textChanged, this, &SampleDialog::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &SampleDialog::showCurrent);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] {
        if (m_accept->isEnabled())
            accept();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SampleDialog::fill()
{
    auto* empty = new QTreeWidgetItem(m_tree, {tr("Empty schema")});
    empty->setIcon(0, themedIcon(m_theme, QStringLiteral("new")));
    empty->setData(0, kIndexRole, kEmptySchema);
    QHash<QString, QTreeWidgetItem*> groups;
    for (qsizetype i = 0; i < m_samples.size(); ++i) {
        QTreeWidgetItem*& group = groups[m_samples[i].group];
        if (!group) {
            group = new QTreeWidgetItem(m_tree, {m_samples[i].group});
            group->setData(0, kIndexRole, kGroup);
            group->setFlags(Qt::ItemIsEnabled);
            group->setExpanded(true);
        }
        auto* item = new QTreeWidgetItem(group, {m_samples[i].title});
        item->setIcon(0, themedIcon(m_theme, QStringLiteral("schema")));
        item->setData(0, kIndexRole, int(i));
    }
    QTreeWidgetItem* first = m_samples.isEmpty() ? empty : groups[m_samples.first().group]->child(0);
    m_tree->setCurrentItem(first);
}

void SampleDialog::filter(const QString& text)
{
    for (int g = 0; g < m_tree->topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = m_tree->topLevelItem(g);
        bool any = group->childCount() == 0;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* item = group->child(i);
            const Sample& sample = m_samples[indexOf(item)];
            const bool hit = (sample.title + sample.description).contains(text, Qt::CaseInsensitive);
            item->setHidden(!hit);
            any = any || hit;
        }
        group->setHidden(!any);
    }
}

void SampleDialog::showCurrent()
{
    const int index = indexOf(m_tree->currentItem());
    m_accept->setEnabled(index != kGroup);
    m_preview->clear();
    if (index < 0) {
        m_description->setText(index == kEmptySchema ? tr("An empty text; its wire format is recognised as you type.")
                                                     : QString());
        return;
    }
    m_description->setText(m_samples[index].description);
    QString error;
    const auto content = readFile(m_samples[index].schemaPath, error);
    m_preview->setPlainText(content ? QString::fromUtf8(content->left(kPreviewBytes)) : error);
}

} // namespace wirebench

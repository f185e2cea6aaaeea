#include "desk/file_kind.h"

#include "desk/file_name.h"

#include <QList>

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

using Head = const QByteArray&;

bool isPng(Head head)
{
    return head.startsWith("\x89PNG\r\n\x1a\n");
}

bool isJpeg(Head head)
{
    return head.startsWith("\xff\xd8\xff");
}

bool isGif(Head head)
{
    return head.startsWith("GIF87a") || head.startsWith("GIF89a");
}

bool isBmp(Head head)
{
    return head.startsWith("BM") && head.size() > 14 && head.at(6) == 0 && head.at(8) == 0; // RFC 7903: reserved zeros
}

bool isTiff(Head head)
{
    return head.startsWith(QByteArray("II*\0", 4)) || head.startsWith(QByteArray("MM\0*", 4));
}

/// RIFF: "RIFF", four bytes of length, the form.
bool isRiff(Head head, const char* form)
{
    return head.startsWith("RIFF") && head.mid(8, 4) == form;
}

bool isWebp(Head head)
{
    return isRiff(head, "WEBP");
}

bool isWave(Head head)
{
    return isRiff(head, "WAVE");
}

/// ISO 14496-12: a length, "ftyp", the major brand.
bool isMp4(Head head)
{
    return head.mid(4, 4) == "ftyp" && head.size() >= 12;
}

bool isHeif(Head head)
{
    static const QByteArrayList brands{"heic", "heix", "heim", "heis", "mif1", "msf1", "avif", "avis"};
    return isMp4(head) && brands.contains(head.mid(8, 4));
}

bool isPdf(Head head)
{
    return head.startsWith("%PDF-");
}

bool isOgg(Head head)
{
    return head.startsWith("OggS");
}

bool isFlac(Head head)
{
    return head.startsWith("fLaC");
}

bool isMp3(Head head)
{
    const auto second = head.size() > 3 ? quint8(head.at(1)) : 0;
    return head.startsWith("ID3") || (head.startsWith('\xff') && second >= 0xe2 && second != 0xff);
}

bool isMatroska(Head head)
{
    return head.startsWith("\x1a\x45\xdf\xa3");
}

/// A ZIP whose first entry is called `name`.
bool isZip(Head head, QByteArrayView name)
{
    return head.startsWith("PK\x03\x04") &&
           QByteArrayView(head).sliced(qMin<qsizetype>(30, head.size())).startsWith(name);
}

/// OOXML; the parts that writers put first.
bool isOffice(Head head)
{
    static constexpr const char* kFirst[] = {"[Content_Types].xml", "_rels/.rels", "docProps/", "word/", "xl/", "ppt/"};
    return std::any_of(std::begin(kFirst), std::end(kFirst), [&head](const char* name) { return isZip(head, name); });
}

bool isOpenDocument(Head head)
{
    return isZip(head, "mimetypeapplication/vnd.oasis.opendocument.");
}

/// Words, and none that make another program of a text's reader.
bool isText(Head head)
{
    const auto strange = [](char c) {
        const auto byte = quint8(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || byte == 0x7f;
    };
    if (head.isEmpty() || std::any_of(head.begin(), head.end(), strange))
        return false;
    const QByteArray low = head.trimmed().toLower();
    static constexpr const char* kBegins[] = {
        "#!", "%!", "%pdf", "{\\rtf", "[desktop entry]", "begin:", "\xef\xbb\xbf#!"};
    static constexpr const char* kHolds[] = {"<html",   "<!doctype", "<head", "<body",
                                             "<script", "<svg",      "<?xml", "<?php"};
    return std::none_of(std::begin(kBegins), std::end(kBegins),
                        [&](const char* word) { return low.startsWith(word); }) &&
           std::none_of(std::begin(kHolds), std::end(kHolds), [&](const char* word) { return low.contains(word); });
}

struct Row {
    QLatin1StringView ending;
    FileKind kind;
    bool (*agrees)(Head);
};

constexpr Row kRows[] = {
    {"png"_L1, FileKind::Picture, isPng},
    {"jpg"_L1, FileKind::Picture, isJpeg},
    {"jpeg"_L1, FileKind::Picture, isJpeg},
    {"gif"_L1, FileKind::Picture, isGif},
    {"webp"_L1, FileKind::Picture, isWebp},
    {"bmp"_L1, FileKind::Picture, isBmp},
    {"tif"_L1, FileKind::Picture, isTiff},
    {"tiff"_L1, FileKind::Picture, isTiff},
    {"heic"_L1, FileKind::Picture, isHeif},
    {"heif"_L1, FileKind::Picture, isHeif},
    {"avif"_L1, FileKind::Picture, isHeif},
    {"pdf"_L1, FileKind::Pdf, isPdf},
    {"txt"_L1, FileKind::Text, isText},
    {"log"_L1, FileKind::Text, isText},
    {"docx"_L1, FileKind::Document, isOffice},
    {"xlsx"_L1, FileKind::Document, isOffice},
    {"pptx"_L1, FileKind::Document, isOffice},
    {"odt"_L1, FileKind::Document, isOpenDocument},
    {"ods"_L1, FileKind::Document, isOpenDocument},
    {"odp"_L1, FileKind::Document, isOpenDocument},
    {"mp3"_L1, FileKind::Sound, isMp3},
    {"wav"_L1, FileKind::Sound, isWave},
    {"ogg"_L1, FileKind::Sound, isOgg},
    {"oga"_L1, FileKind::Sound, isOgg},
    {"opus"_L1, FileKind::Sound, isOgg},
    {"flac"_L1, FileKind::Sound, isFlac},
    {"m4a"_L1, FileKind::Sound, isMp4},
    {"mp4"_L1, FileKind::Video, isMp4},
    {"mov"_L1, FileKind::Video, isMp4},
    {"webm"_L1, FileKind::Video, isMatroska},
    {"mkv"_L1, FileKind::Video, isMatroska},
};

const Row* rowOf(const QString& name)
{
    const QString ending = fileEnding(name);
    const auto* row =
        std::find_if(std::begin(kRows), std::end(kRows), [&ending](const Row& each) { return each.ending == ending; });
    return row == std::end(kRows) ? nullptr : row;
}

} // namespace

FileKind fileKind(const QString& name)
{
    const Row* row = rowOf(name);
    return row ? row->kind : FileKind::Other;
}

bool contentAgrees(const QString& name, const QByteArray& head)
{
    const Row* row = rowOf(name);
    return row && row->agrees(head);
}

} // namespace desk

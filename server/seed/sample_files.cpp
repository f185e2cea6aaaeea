#include "server/seed/sample_files.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>

namespace server::seed
{

using namespace Qt::StringLiterals;

namespace
{

quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray pngChunk(const QByteArray& type, const QByteArray& data)
{
    return bigEndian(static_cast<quint32>(data.size())) + type + data + bigEndian(crc32(type + data));
}

/// A picture of a parcel, more or less: a box with a lighter band.
QByteArray png(int width, int height, std::array<quint8, 3> color)
{
    QByteArray rows;
    for (int y = 0; y < height; ++y) {
        rows.append('\0');
        for (int x = 0; x < width; ++x) {
            const bool isBand = x > width * 2 / 5 && x < width * 3 / 5;
            for (const quint8 part : color)
                rows.append(static_cast<char>(isBand ? part + (255 - part) / 2 : part - part * y / (height * 3)));
        }
    }
    QByteArray header = bigEndian(static_cast<quint32>(width)) + bigEndian(static_cast<quint32>(height));
    header.append("\x08\x02\x00\x00\x00", 5);
    const QByteArray compressed = qCompress(rows).mid(4); // Qt puts the length before the zlib stream
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + pngChunk("IHDR", header) + pngChunk("IDAT", compressed) +
           pngChunk("IEND", {});
}

QByteArray pdf(const QByteArray& line)
{
    const QByteArray content = "BT /F1 18 Tf 72 760 Td (" + line + ") Tj ET";
    const std::array<QByteArray, 5> objects{
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
        ">>",
        "<< /Length " + QByteArray::number(content.size()) + " >>\nstream\n" + content + "\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
    QByteArray file = "%PDF-1.4\n";
    QByteArray table = "0000000000 65535 f \n";
    int number = 0;
    for (const QByteArray& object : objects) {
        table += QByteArray::number(file.size()).rightJustified(10, '0') + " 00000 n \n";
        file += QByteArray::number(++number) + " 0 obj\n" + object + "\nendobj\n";
    }
    const qsizetype start = file.size();
    file += "xref\n0 6\n" + table + "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + QByteArray::number(start) +
            "\n%%EOF\n";
    return file;
}

SampleFile sampleFile(const QString& name, const QString& mime, const QByteArray& bytes)
{
    desk::Attachment attachment;
    attachment.name = name;
    attachment.mime = mime;
    attachment.size = bytes.size();
    attachment.sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    return {attachment, bytes};
}

} // namespace

const QList<SampleFile>& sampleFiles()
{
    static const QList<SampleFile> files{
        sampleFile(u"parcel.png"_s, u"image/png"_s, png(320, 240, {176, 132, 88})),
        sampleFile(u"damage.png"_s, u"image/png"_s, png(240, 320, {140, 90, 96})),
        sampleFile(u"label.png"_s, u"image/png"_s, png(200, 120, {96, 128, 150})),
        sampleFile(u"invoice.pdf"_s, u"application/pdf"_s, pdf("Invoice 2041 - sample")),
        sampleFile(u"return-label.pdf"_s, u"application/pdf"_s, pdf("Return label - sample")),
        sampleFile(u"address.txt"_s, u"text/plain"_s, "Station Road 12\n1234 AB Sampleton\n")};
    return files;
}

} // namespace server::seed

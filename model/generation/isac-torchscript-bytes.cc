/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-torchscript-bytes.h"

#include <boost/crc.hpp>
#include <c10/util/Exception.h>
#include <caffe2/serialize/inline_container.h>
#include <sstream>
#include <stdexcept>

namespace ns3
{
namespace isac
{

namespace
{

// Layout of a zip file, from its specification (APPNOTE 4.3.12 and 4.3.16).
const std::string ENTRY_SIGNATURE = "PK\x01\x02";
const std::string END_SIGNATURE = "PK\x05\x06";
constexpr std::size_t ENTRY_SIZE = 46;
constexpr std::size_t END_SIZE = 22;

/// A little-endian number of that many bytes.
std::size_t
NumberAt(const std::string& bytes, std::size_t position, std::size_t count)
{
    std::size_t number = 0;
    for (std::size_t i = count; i-- > 0;)
    {
        number = number << 8 | static_cast<unsigned char>(bytes.at(position + i));
    }
    return number;
}

} // namespace

void
CheckTorchScriptBytes(const std::string& bytes)
{
    const std::size_t end = bytes.rfind(END_SIGNATURE);
    if (end == std::string::npos || end + END_SIZE > bytes.size())
    {
        throw std::runtime_error("it does not end as such files do");
    }
    std::istringstream stream(bytes);
    caffe2::serialize::PyTorchStreamReader reader(&stream);
    std::size_t entry = NumberAt(bytes, end + 16, 4);
    for (std::size_t left = NumberAt(bytes, end + 10, 2); left > 0; --left)
    {
        if (entry + ENTRY_SIZE > bytes.size() ||
            bytes.compare(entry, ENTRY_SIGNATURE.size(), ENTRY_SIGNATURE) != 0)
        {
            throw std::runtime_error("its table of contents is damaged");
        }
        const std::size_t nameSize = NumberAt(bytes, entry + 28, 2);
        const std::string name = bytes.substr(entry + ENTRY_SIZE, nameSize);
        // LibTorch names records without the folder that holds them all.
        const auto [data, size] = reader.getRecord(name.substr(name.find('/') + 1));
        boost::crc_32_type sum;
        sum.process_bytes(data.get(), size);
        if (sum.checksum() != NumberAt(bytes, entry + 16, 4))
        {
            throw std::runtime_error("the checksum of " + name + " does not match");
        }
        entry +=
            ENTRY_SIZE + nameSize + NumberAt(bytes, entry + 30, 2) + NumberAt(bytes, entry + 32, 2);
    }
}

std::string
TorchReason(const std::exception& error)
{
    const auto* torchError = dynamic_cast<const c10::Error*>(&error);
    std::istringstream text(torchError ? torchError->what_without_backtrace() : error.what());
    std::string first;
    std::string last;
    for (std::string line; std::getline(text, line);)
    {
        if (line.find_first_not_of(" \t") != std::string::npos)
        {
            last = line;
            first = first.empty() ? line : first;
        }
    }
    // The interpreter of TorchScript says where it was before it says what happened.
    return first.rfind("The following operation failed", 0) == 0 ? last : first;
}

} // namespace isac
} // namespace ns3

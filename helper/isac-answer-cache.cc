/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-answer-cache.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <openssl/evp.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace ns3
{
namespace isac
{

namespace
{

/// @param kind of an entry that is stored @return its name in the file
const char*
NameOf(CachedAnswer::Kind kind)
{
    return kind == CachedAnswer::Kind::FAILURE ? "failure" : "answer";
}

/// @param key of an entry @param answer the entry @return its first line
std::string
FirstLine(const std::string& key, const CachedAnswer& answer)
{
    const std::string kind = NameOf(answer.kind);
    return Sha256(key + '\n' + kind + '\n' + answer.text) + ' ' + kind + '\n';
}

/// @param descriptor of a file, closed here @param text goes into it @return whether it did
bool
WriteAll(int descriptor, const std::string& text)
{
    std::size_t done = 0;
    while (done < text.size())
    {
        const ssize_t count = write(descriptor, text.data() + done, text.size() - done);
        if (count <= 0)
        {
            break;
        }
        done += static_cast<std::size_t>(count);
    }
    return close(descriptor) == 0 && done == text.size();
}

} // namespace

std::string
Sha256(const std::string& text)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr) != 1)
    {
        throw std::runtime_error("OpenSSL cannot compute SHA-256");
    }
    std::string digits;
    for (unsigned int i = 0; i < size; ++i)
    {
        digits += "0123456789abcdef"[digest[i] >> 4];
        digits += "0123456789abcdef"[digest[i] & 15];
    }
    return digits;
}

AnswerCache::AnswerCache(const std::filesystem::path& folder)
    : m_folder(folder)
{
}

std::filesystem::path
AnswerCache::GetPath(const std::string& key) const
{
    return m_folder / (key + ".txt");
}

CachedAnswer
AnswerCache::Load(const std::string& key) const
{
    const auto path = GetPath(key);
    std::error_code error;
    if (!std::filesystem::exists(path, error) && !error)
    {
        return {};
    }
    std::ifstream file(path, std::ios::binary);
    std::string line;
    std::getline(file, line);
    for (const auto kind : {CachedAnswer::Kind::ANSWER, CachedAnswer::Kind::FAILURE})
    {
        const std::string name = std::string(" ") + NameOf(kind);
        if (line.size() <= name.size() ||
            line.compare(line.size() - name.size(), name.size(), name) != 0)
        {
            continue;
        }
        const CachedAnswer answer{kind, {std::istreambuf_iterator<char>(file), {}}};
        if (line + '\n' == FirstLine(key, answer))
        {
            return answer;
        }
        break;
    }
    return {CachedAnswer::Kind::DAMAGED, ""};
}

void
AnswerCache::Store(const std::string& key, const CachedAnswer& answer) const
{
    const auto path = GetPath(key);
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    // A name of its own: another process may be writing the same answer.
    std::string fresh = path.string() + ".XXXXXX";
    const int descriptor = mkstemp(fresh.data());
    if (descriptor < 0)
    {
        throw std::runtime_error("cannot write " + path.string());
    }
    if (WriteAll(descriptor, FirstLine(key, answer) + answer.text))
    {
        // mkstemp keeps others from reading; a cache is for sharing.
        std::filesystem::permissions(fresh, std::filesystem::perms(0644), error);
        std::filesystem::rename(fresh, path, error);
        if (!error)
        {
            return;
        }
    }
    std::filesystem::remove(fresh, error);
    throw std::runtime_error("cannot write " + path.string());
}

} // namespace isac
} // namespace ns3

/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_ANSWER_CACHE_H
#define ISAC_ANSWER_CACHE_H

#include <filesystem>
#include <string>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @param text any bytes
 * @return its SHA-256, 64 hexadecimal digits
 */
std::string Sha256(const std::string& text);

/// What a cache holds for a key.
struct CachedAnswer
{
    /// Kinds of entries.
    enum class Kind
    {
        ABSENT,  //!< no file
        DAMAGED, //!< a file that cannot be read, or that is not what was written
        ANSWER,  //!< what was answered
        FAILURE  //!< no answer was to be had when it was asked for
    };

    Kind kind = Kind::ABSENT; //!< what it is
    std::string text;         //!< the answer, or why there was none
};

/**
 * @ingroup isac-aigc
 * @brief Answers in a folder, one file each, for any number of processes at once.
 *
 * A file's first line holds a checksum over key, kind and text, and the kind; the text follows. A
 * file appears, or replaces another, as a whole.
 */
class AnswerCache
{
  public:
    /// @param folder of the files; made when the first is written
    explicit AnswerCache(const std::filesystem::path& folder);

    /**
     * @param key of an answer
     * @return its file
     */
    std::filesystem::path GetPath(const std::string& key) const;

    /**
     * @param key of an answer, from Sha256()
     * @return what is there
     */
    CachedAnswer Load(const std::string& key) const;

    /**
     * @param key of an answer, from Sha256()
     * @param answer ANSWER or FAILURE, with its text
     * @throws std::runtime_error if it cannot be written
     */
    void Store(const std::string& key, const CachedAnswer& answer) const;

  private:
    std::filesystem::path m_folder; //!< of the files
};

} // namespace isac
} // namespace ns3

#endif // ISAC_ANSWER_CACHE_H

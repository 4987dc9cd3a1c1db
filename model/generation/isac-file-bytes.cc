/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-file-bytes.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ns3
{
namespace isac
{

namespace
{

/// A file descriptor that is closed in any case.
class Descriptor
{
  public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    ~Descriptor()
    {
        Close();
    }

    int Get() const
    {
        return m_number;
    }

    /// Some file systems say only now that the disk is full.
    bool Close()
    {
        const int number = m_number;
        m_number = -1;
        return number < 0 || close(number) == 0;
    }

  private:
    int m_number; //!< negative if there is none
};

bool
WriteAll(int descriptor, const std::string& bytes)
{
    std::size_t done = 0;
    while (done < bytes.size())
    {
        const ssize_t written = write(descriptor, bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno != EINTR)
        {
            return false;
        }
        done += written < 0 ? 0 : static_cast<std::size_t>(written);
    }
    return true;
}

} // namespace

std::string
ReadFileBytes(const std::string& path)
{
    const auto fail = [&path]() -> FileError {
        return FileError(path + ": cannot be read: " + std::strerror(errno));
    };
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about;
    if (file.Get() < 0 || fstat(file.Get(), &about) != 0)
    {
        throw fail();
    }
    if (!S_ISREG(about.st_mode))
    {
        throw FileError(path + ": cannot be read: it is no regular file");
    }
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes.size())
    {
        const ssize_t got = read(file.Get(), &bytes[done], bytes.size() - done);
        if (got < 0 && errno != EINTR)
        {
            throw fail();
        }
        if (got == 0)
        {
            bytes.resize(done);
        }
        done += got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    return bytes;
}

void
WriteFileBytes(const std::string& path, const std::string& bytes)
{
    const std::string part = path + ".part";
    Descriptor file(open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    const bool opened = file.Get() >= 0;
    if (opened && WriteAll(file.Get(), bytes) && fsync(file.Get()) == 0 && file.Close() &&
        std::rename(part.c_str(), path.c_str()) == 0)
    {
        return;
    }
    const int reason = errno;
    if (opened)
    {
        unlink(part.c_str());
    }
    throw FileError(path + ": cannot be written: " + std::strerror(reason));
}

} // namespace isac
} // namespace ns3

/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_CHECKPOINT_H
#define ISAC_CHECKPOINT_H

#include "isac-transitions.h"

#include "ns3/isac-file-bytes.h"

#include <map>
#include <string>

namespace ns3
{
namespace isac
{

/// A checkpoint or policy that cannot be read or written, or does not hold what was expected.
using CheckpointError = FileError;

/**
 * @ingroup isac-aigc
 * @brief Named matrices, numbers and texts that go to a file together and come back bit by bit.
 *
 * The file is an archive of LibTorch, which torch.jit.load reads in Python: attributes `matrices`,
 * `numbers` and `texts` are dictionaries by name, `isac_format` is the version of the format. It is
 * written beside its place and then moved there, so that a kill leaves the old one.
 */
class Checkpoint
{
  public:
    /// Version of the format; files of another one are refused.
    static constexpr int FORMAT = 1;

    /**
     * @param name of the entry; a later one of the same name replaces it
     * @param value any shape
     */
    void SetMatrix(const std::string& name, const FloatMatrix& value);
    /**
     * @param name of the entry
     * @param value a number
     */
    void SetNumber(const std::string& name, double value);
    /**
     * @param name of the entry
     * @param value any text
     */
    void SetText(const std::string& name, const std::string& value);

    /**
     * @param name of an entry
     * @return whether there is one, of any kind
     */
    bool Has(const std::string& name) const;

    /**
     * @param name of a matrix
     * @return it
     * @throws CheckpointError if there is none
     */
    const FloatMatrix& GetMatrix(const std::string& name) const;
    /**
     * @param name of a matrix
     * @param rows that it must have
     * @param columns that it must have
     * @return it
     * @throws CheckpointError if there is none of that shape
     */
    const FloatMatrix& GetMatrix(const std::string& name,
                                 Eigen::Index rows,
                                 Eigen::Index columns) const;
    /**
     * @param name of a number
     * @return it
     * @throws CheckpointError if there is none
     */
    double GetNumber(const std::string& name) const;
    /**
     * @param name of a text
     * @return it
     * @throws CheckpointError if there is none
     */
    const std::string& GetText(const std::string& name) const;

    /// @return where it was read from, for messages; empty if it was not
    const std::string& GetPath() const;

    /**
     * @param path of the file; its folder exists
     * @throws CheckpointError if it cannot be written
     */
    void Write(const std::string& path) const;
    /**
     * @param path of a file that Write() made
     * @return what it holds
     * @throws CheckpointError if the file is absent, truncated, damaged, foreign or of another
     * format
     */
    static Checkpoint Read(const std::string& path);

  private:
    std::string m_path;                            //!< where it was read from
    std::map<std::string, FloatMatrix> m_matrices; //!< by name
    std::map<std::string, double> m_numbers;       //!< by name
    std::map<std::string, std::string> m_texts;    //!< by name
};

} // namespace isac
} // namespace ns3

#endif // ISAC_CHECKPOINT_H

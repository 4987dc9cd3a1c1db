/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef TRAINING_FOLDER_H
#define TRAINING_FOLDER_H

#include <cstdint>
#include <fstream>
#include <string>

namespace train
{

/**
 * The folder of a training. Unlike a run's it is there from the start, for a killed training goes
 * on from its checkpoint. summary.json comes last: where it is, the training is finished.
 */
class TrainingFolder
{
  public:
    /// @param path of the folder
    explicit TrainingFolder(const std::string& path);
    /// Lets go of the folder.
    ~TrainingFolder();
    TrainingFolder(const TrainingFolder&) = delete;
    TrainingFolder& operator=(const TrainingFolder&) = delete;

    /**
     * @brief Start a training: an empty folder but for config.json.
     * @param config what the training is
     * @param force whether another training in the folder may go
     * @throws UsageError if something is in the way
     */
    void Begin(const std::string& config, bool force);
    /**
     * @brief Go on with a training.
     * @return its config.json
     * @throws UsageError if there is none
     */
    std::string Resume();

    /// @return whether the training is over
    bool IsFinished() const;
    /**
     * @brief Write a file as a whole: a kill leaves the old one, or none.
     * @param name of the file
     * @param text goes into it
     * @throws std::runtime_error if it cannot be written
     */
    void Write(const std::string& name, const std::string& text) const;
    /**
     * @param name of a file
     * @return where it lies
     */
    std::string At(const std::string& name) const;

  private:
    /**
     * @brief Keep others out for as long as this object lives, or the process.
     * @throws UsageError if someone else is in
     */
    void Lock();

    std::string m_path; //!< of the folder
    int m_lock = -1;    //!< file descriptor of config.json
};

/// A text file that grows line by line and can be cut back to what it was.
class GrowingFile
{
  public:
    /**
     * @param path of the file
     * @param header first line of a new file
     * @param size to cut it back to [byte]; 0: start anew
     * @throws std::runtime_error if it cannot be written or is shorter than that
     */
    GrowingFile(const std::string& path, const std::string& header, uint64_t size);

    /**
     * @param line goes to the end, and to the disk
     * @throws std::runtime_error if it cannot be written
     */
    void Append(const std::string& line);
    /// @return bytes so far
    uint64_t GetSize() const;

  private:
    std::string m_path;   //!< of the file
    std::ofstream m_file; //!< open at its end
    uint64_t m_size;      //!< bytes so far
};

} // namespace train

#endif // TRAINING_FOLDER_H

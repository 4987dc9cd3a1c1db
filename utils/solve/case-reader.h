/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef CASE_READER_H
#define CASE_READER_H

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace solve
{

/// Bad usage or bad input: what() is one line for the user; the program ends with exit code 2.
class InputError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// What a number must be, beside being a number.
enum class Range
{
    ANY,          //!< finite
    NOT_NEGATIVE, //!< finite, at least 0
    POSITIVE,     //!< finite, greater than 0
    UNIT          //!< from 0 to 1
};

/**
 * @brief Fields of one object of the input, with messages that name the case and the field.
 */
class FieldReader
{
  public:
    /**
     * @param object the object, which must outlive this
     * @param where what messages begin with, such as "case 3 (\"name\")"
     */
    FieldReader(const nlohmann::json& object, std::string where);

    /// @param key a field's name @return whether it is there
    bool Has(const std::string& key) const;
    /// @param key a field's name @return the object in it
    FieldReader Object(const std::string& key) const;
    /// @param key a field's name @return the objects of the array in it
    std::vector<FieldReader> Objects(const std::string& key) const;
    /// @param key a field's name @param range what it must be @return the number in it
    double Number(const std::string& key, Range range) const;
    /// @param key a field's name @param least smallest allowed @param most largest allowed
    /// @return the whole number in it
    int Integer(const std::string& key, int least, int most) const;
    /// @param key a field's name @return the truth value in it
    bool Truth(const std::string& key) const;
    /// @param key a field's name @param names what may be in it @return position among the names
    std::size_t Choice(const std::string& key, const std::vector<std::string>& names) const;
    /**
     * @param key a field's name
     * @param range what each number must be
     * @param infinite whether "inf" may stand for a number
     * @return the numbers in it
     */
    std::vector<double> Numbers(const std::string& key, Range range, bool infinite = false) const;
    /// @param key a field's name @param columns numbers in a row @param range what each must be
    /// @return the rows of the array of arrays in it
    std::vector<std::vector<double>> Rows(const std::string& key,
                                          std::size_t columns,
                                          Range range) const;
    /// @param key a field's name @param least smallest allowed @param most largest allowed
    /// @return the whole numbers in it
    std::vector<int> Integers(const std::string& key, int least, int most) const;
    /// Refuses an array that is not as long as another. @param key the field @param size its size
    /// @param expected how long it must be @param like the field that says so
    void RequireSize(const std::string& key,
                     std::size_t size,
                     std::size_t expected,
                     const std::string& like) const;
    /// Refuses fields that are not among these. @param known their names
    void RequireKnown(const std::vector<std::string>& known) const;
    /// @param key a field's name @param problem what is wrong with it @return an error to throw
    InputError Error(const std::string& key, const std::string& problem) const;

  private:
    /// @return the field's value; throws where it is missing
    const nlohmann::json& At(const std::string& key) const;
    /// @return a number in the range; throws otherwise
    double Check(const nlohmann::json& value,
                 const std::string& key,
                 Range range,
                 bool infinite) const;
    /// @return a whole number in the range; throws otherwise
    int CheckWhole(const nlohmann::json& value, const std::string& key, int least, int most) const;
    /// @return the array in a field; throws where it is none
    const nlohmann::json& Array(const std::string& key) const;

    const nlohmann::json& m_object; //!< the object
    std::string m_where;            //!< what messages begin with
};

/**
 * @brief Reads the input: an object with an array `cases`, an array of cases, or one case.
 * @param text JSON
 * @return the cases, all of them objects
 */
std::vector<nlohmann::json> ReadCases(const std::string& text);

/// @param one a case @param index its position, from 0 @return a name for messages
std::string CaseLabel(const nlohmann::json& one, std::size_t index);

/// @param one a case @return an answer that carries its id and name
nlohmann::ordered_json StartAnswer(const nlohmann::json& one);

/// @param value a number @return it, or "inf" or "-inf"
nlohmann::ordered_json ToJson(double value);
/// @param values numbers @return an array as ToJson
nlohmann::ordered_json ToJson(const std::vector<double>& values);

} // namespace solve

#endif // CASE_READER_H
